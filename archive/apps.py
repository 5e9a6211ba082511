from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Statement Archive"

    def ready(self) -> None:
        post_migrate.connect(make_epoch, sender=self)


class ArchiveAdminConfig(AdminConfig):
    default_site = "archive.admin.site.ArchiveAdminSite"

    def ready(self) -> None:
        super().ready()
        import_module("archive.admin.register")


def make_epoch(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Every database has an epoch, also after a flush."""
    sender.get_model("Epoch")._default_manager.using(using).get_or_create(id=1)
