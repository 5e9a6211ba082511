from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.operations.backup import BackupError, back_up, manifest_of


class Command(BaseCommand):
    help = (
        "Writes the whole database to a new file, and beside it (.json) the counts and checksums to compare."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            manifest = back_up(file)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from None
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(
            f"{rows:,} rows of {len(manifest.tables)} tables in {file}; checksums in {manifest_of(file)}."
        )
