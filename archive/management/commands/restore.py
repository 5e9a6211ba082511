from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from archive.editing import redacted_list
from archive.operations.backup import BackupError, restore


class Command(BaseCommand):
    help = (
        "Restores a backup into a new database, compares it, and puts it in the place of the present one, which is "
        "kept under another name. Whatever interrupts this leaves the present archive as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--no-index", action="store_true", help="do not build the search index afterwards"
        )

    def handle(self, *, file: Path, no_index: bool, **options: Any) -> None:
        try:
            manifest, kept_as, removed = restore(file)
        except (BackupError, OSError) as error:
            raise CommandError(f"{error} The archive is as it was.") from None
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(f"{rows:,} rows restored and compared. The archive is that of {manifest.made_at}.")
        self.stdout.write(f"The one of before is the database {kept_as}: drop it when all is well.")
        self.tell_of_redactions(removed)
        if not no_index:
            call_command("index", "build", stdout=self.stdout)

    def tell_of_redactions(self, removed: int) -> None:
        if removed:
            self.stdout.write(f"{removed} texts that were removed since that backup were removed again.")
        elif not redacted_list.file().exists():
            self.stdout.write(
                f"There is no list of removed texts here ({redacted_list.file()}): if any was removed after the backup "
                "was made, copy the list to there and restore again, or use `manage.py redact`."
            )
