from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Statement Archive"

    def ready(self) -> None:
        post_migrate.connect(make_epoch, sender=self)
        connection_created.connect(ignore_no_trigger)


class ArchiveAdminConfig(AdminConfig):
    default_site = "archive.admin.site.ArchiveAdminSite"

    def ready(self) -> None:
        super().ready()
        import_module("archive.admin.register")


def make_epoch(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Every database has an epoch, also after a flush."""
    sender.get_model("Epoch")._default_manager.using(using).get_or_create(id=1)


def ignore_no_trigger(sender: type, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Says to triggers what they would otherwise find out by an error each time they run.

    pgtrigger's functions ask for a setting, catch the error where there is none, and PostgreSQL then walks all that
    waits for the end of the transaction: a transaction of 100,000 rows would never end.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET pgtrigger.ignore = '{}'")
