from typing import Any

import pghistory
from django.core.management.base import BaseCommand

from archive.models import Country


class Command(BaseCommand):
    help = "Adds the countries of ISO 3166, with their names in several scripts, that are not there yet; what is there stays."

    def handle(self, **options: Any) -> None:
        with pghistory.context(command="manage.py countries"):
            self.stdout.write(f"created {Country.objects.add_listed()} countries")
