from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.editing import redacted_list
from archive.editing.redaction import redact
from archive.models import Article


class Command(BaseCommand):
    help = (
        "Takes an article's text out of the rows, their history and the index, and withdraws its quotes. Its hash, "
        "the reason and the addresses stay. This cannot be undone; backups and exports made before still hold the text."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", type=int, help="the article's number")
        parser.add_argument("--reason", required=True, help="public")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, article: int, reason: str, yes: bool, **options: Any) -> None:
        row = Article.objects.filter(pk=article).first()
        if row is None:
            raise CommandError(f"There is no article {article}.")
        if not yes and input(f"Remove the text of “{row}” for good? Type its number: ") != str(article):
            raise CommandError("Nothing was removed.")
        done = redact(row, reason)
        self.stdout.write(
            f"{done.quotes} quotes withdrawn, {done.events} events emptied. The worker empties the index."
        )
        self.stdout.write(
            f"A restore removes it again, by {redacted_list.file()}: keep that file with the backups."
        )
        if done.leftovers:
            self.stdout.write("Words of it still stand elsewhere, perhaps in another capture. Look at:")
            self.stdout.writelines(f"  {place}" for place in done.leftovers)
