from django.contrib import admin

from archive.admin.base import DeskAdmin
from archive.admin.conflicts import PublicForm
from archive.admin.once import OnceForm
from archive.admin.place_merging import PlaceMerging
from archive.models import Country, Organisation, Outlet


class NamedForm(OnceForm, PublicForm):
    worded = frozenset({"name"})


@admin.register(Country)
class CountryAdmin(DeskAdmin):
    form = NamedForm
    list_display = ["name", "code", "other_names", "valid_from", "valid_to"]
    search_fields = ["code__exact", "name", "sort_key", "other_names"]


@admin.register(Organisation)
class OrganisationAdmin(PlaceMerging):
    form = NamedForm
    list_display = ["name", "country", "parent"]
    list_filter = [("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country", "parent"]
    search_fields = ["name", "sort_key", "other_names"]
    autocomplete_fields = ["country", "parent"]


@admin.register(Outlet)
class OutletAdmin(PlaceMerging):
    form = NamedForm
    list_display = ["name", "organisation", "homepage"]
    list_select_related = ["organisation"]
    search_fields = ["name", "sort_key", "other_names"]
    autocomplete_fields = ["organisation"]
