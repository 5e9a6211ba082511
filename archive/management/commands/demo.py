from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from archive import env
from archive.models import Article, Quote
from archive.models.outbox import Epoch
from archive.operations.demo.rows import fill


class Command(BaseCommand):
    help = (
        "Fills an empty archive with a made-up one, the same each time: speakers with offices, namesakes, ten years, "
        "sixty countries, agencies, statements in up to 14 wordings, ten languages. Every page says that it is made up."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quotes", type=int, default=5000, help="how many published quotes (5000)")

    def handle(self, *, quotes: int, **options: Any) -> None:
        if not 1 <= quotes <= 1_000_000:
            raise CommandError("--quotes takes a number from 1 to 1,000,000.")
        call_command("migrate", verbosity=0)
        if Epoch.objects.filter(made_up=True).exists():
            self.stdout.write(there_already(quotes))
            return
        if count := Article.objects.count():
            raise CommandError(
                f"There are {count:,} articles already, and made-up ones shall not stand among them. `make demo` "
                "makes a separate archive under var/demo and serves it; or name an empty one by DATABASE_URL."
            )
        with tqdm(total=quotes, unit="quote", disable=None) as bar:
            fill(quotes, bar.update)
        call_command("index", "build")
        self.stdout.write(f"{quotes:,} made-up quotes are in.")


def there_already(asked: int) -> str:
    there = Quote.objects.published().count()
    told = f"The made-up archive is there already: {there:,} quotes."
    if there == asked:
        return told
    if env.text("DATABASE_URL"):
        return f"{told} It stays as it is; for one of {asked:,}, name an empty database by DATABASE_URL."
    at = f"ARCHIVE_DATA_DIR=var/demo-{asked} .venv/bin/python manage.py"
    return f"{told} It stays as it is; for one of {asked:,} beside it: {at} demo --quotes {asked}, then {at} serve"
