from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.transfer.write import write_bundle


class Command(BaseCommand):
    help = (
        "Writes everything, drafts and notes included, into a directory that `manage.py import` reads back: "
        "archive.json, and the articles' texts beside it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path, help="new or empty")

    def handle(self, *, directory: Path, **options: Any) -> None:
        if directory.exists() and any(directory.iterdir()):
            raise CommandError(f"{directory} is not empty: name a new directory.")
        written = write_bundle(directory)
        quotes = sum(len(article.quotes) for article in written.articles)
        self.stdout.write(f"{len(written.articles)} articles and {quotes} quotes written to {directory}.")
