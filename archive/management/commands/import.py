import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec
import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, transaction
from tqdm import tqdm

from archive.models import Article, Country
from archive.transfer.commit import commit
from archive.transfer.jobs import in_utf8
from archive.transfer.lines import MANIFEST
from archive.transfer.merged import after_merges, article_after_merges
from archive.transfer.read import read_bundle
from archive.transfer.records import Bundle
from archive.transfer.staging import Rules, Stage
from archive.transfer.table import stage_csv

SECONDS = 5.0  # between two lines that say how far it is
AGAIN = "run the same command again. What is in stays as it is, and the rest comes in."


class Command(BaseCommand):
    help = (
        "Imports articles, speakers and quotes from a bundle: a directory with archive.json and the raw texts "
        "beside it, as in fixtures/. Each article is written whole or not at all; importing twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "bundle", type=Path, help="the directory, its JSON file, or a CSV file with one quote a row"
        )
        parser.add_argument(
            "--mode",
            choices=["skip", "replace", "merge"],
            default="skip",
            help="rows that are already there: leave them (skip), make them as in the file (replace), fill what is empty (merge)",
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="all or nothing, and nothing when there are articles already",
        )

    def read_table(self, file: Path, mode: Any) -> Bundle:
        """The good rows; the others are named, and left out."""
        with_countries()
        staged = stage_csv(in_utf8(file.read_bytes()), Rules(mode))
        for row, column, reason in staged.problems:
            self.stderr.write(f"{row}, {column}: {reason}")
        return staged.bundle

    def handle(self, *, bundle: Path, mode: Any, if_empty: bool, **options: Any) -> None:
        if not if_empty:
            self.write(bundle, mode)
            return
        with transaction.atomic():  # some articles would pass for the whole of them at the next start
            if not Article.objects.exists():
                self.write(bundle, mode, whole=True)

    def write(self, bundle: Path, mode: Any, *, whole: bool = False) -> None:
        again = "run the same command again. Nothing is in yet." if whole else AGAIN
        try:
            records = self.read_table(bundle, mode) if bundle.suffix == ".csv" else checked(bundle, mode)
            if not whole:  # whoever kills it is told nothing afterwards
                self.stderr.write(f"Articles: {len(records.articles):,}. If this is interrupted, {again}")
            with (
                told(len(records.articles), self.stderr.write) as progress,
                pghistory.context(command="manage.py import", reason=f"Imported: {bundle.name}"),
            ):
                outcome = commit(records, mode, progress)
        except ValueError as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            raise CommandError(f"Interrupted: {again}") from None
        except OperationalError as error:
            raise CommandError(
                f"The database went away ({str(error).strip()}). Once it is back, {again}"
            ) from None
        self.stdout.write(str(outcome))
        if outcome.failed:
            raise CommandError(
                f"{len(outcome.failed)} did not go in, as said above; {len(records.articles)} articles were in the file."
            )


@contextmanager
def told(total: int, write: Callable[[str], object]) -> Iterator[Callable[[], object]]:
    """How far it is: as a bar on a terminal, elsewhere as a line every few seconds."""
    if sys.stderr.isatty():
        with tqdm(total=total, unit="article") as bar:
            yield bar.update
        return
    done, spoken = count(1), monotonic()

    def progress() -> None:
        nonlocal spoken
        number = next(done)
        if monotonic() - spoken >= SECONDS or number == total:
            spoken = monotonic()
            write(f"{number:,} of {total:,} articles")

    yield progress


def with_countries() -> None:
    """A file of somebody's own names countries by code, and a new archive has none."""
    if not Country.objects.exists():
        Country.objects.add_listed()


def checked(path: Path, mode: Any) -> Bundle:
    """Nothing of a bundle goes in while something in it cannot: it is mended, and comes in as a whole. Its articles are read
    twice, so that they are never in memory together."""
    bundle = read_bundle(path)
    if not (bundle.countries or (path / MANIFEST).is_file()):  # what was exported is whole
        with_countries()
    articles: Any = bundle.articles
    raw: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(bundle, articles=[]))
    if follow := article_after_merges():
        raw, articles = after_merges(raw), articles.each(follow)
        bundle = msgspec.convert(raw, Bundle)
    if problems := Stage(Rules(mode)).check(raw, map(msgspec.to_builtins, articles)):
        told = "\n".join(f"{row}, {column}: {reason}" for row, column, reason in problems)
        raise CommandError(f"{told}\nNothing was imported: correct this first.")
    return msgspec.structs.replace(bundle, articles=articles)
