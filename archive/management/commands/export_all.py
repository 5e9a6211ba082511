from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from archive.models import Article
from archive.outputs.bulk import export_public
from archive.transfer.export import export_all


class Command(BaseCommand):
    help = (
        "Writes the whole archive to a new directory, as JSON Lines in the format that `manage.py import` reads, with "
        "the raw texts and a manifest of hashes. It holds drafts and internal notes: --public leaves them, and every "
        "text that may not be passed on, out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument(
            "--public",
            action="store_true",
            help="only what readers see: published quotes, for download by anybody",
        )

    def handle(self, *, directory: Path, public: bool, **options: Any) -> None:
        total = None if public else Article.objects.count()
        try:
            with tqdm(total=total, unit="quote" if public else "article", disable=None) as bar:
                manifest = (export_public if public else export_all)(directory, bar.update)
        except OSError as error:
            raise CommandError(str(error)) from None
        for name, file in manifest.files.items():
            self.stdout.write(f"{file.lines:>9,}  {name}")
