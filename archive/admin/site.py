from django.contrib.admin import AdminSite


class ArchiveAdminSite(AdminSite):
    site_header = "Statement Archive"
    site_title = "Statement Archive"
    index_title = "Editors' desk"
