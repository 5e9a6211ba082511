import resource
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import pghistory
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from archive.editing.taking import files
from archive.models import Article, Quote
from tests.bench.record import fill
from tests.bench.transcripts import Stock, report, seek_all

QUOTED, REPORTS = 20, 15


class Command(BaseCommand):
    help = (
        "Times an archive of transcripts: takes those of a directory, publishes and indexes all turns, and holds reports against them; "
        "then one report more, beside as many made-up turns as are asked for. Name an empty archive by ARCHIVE_DATA_DIR."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("transcripts", type=Path, metavar="DIRECTORY")
        parser.add_argument(
            "--turns", type=int, default=0, help="made-up ones of the same sentences, beside the real ones"
        )

    def handle(self, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        paths = [path for path, _ in files(options["transcripts"])]
        stock = Stock.of(paths)
        quoted = _quoted(stock)
        self._measure("taken, published", lambda: self._fill(paths))
        if options["turns"]:
            self._measure("made up", lambda: self._make_up(stock, options["turns"]))
        for _ in range(REPORTS):
            report(next(quoted))
        self._measure("indexed", lambda: call_command("index", "build", verbosity=0))
        self._measure("held against the record", lambda: seek_all(lambda count: None))
        for _ in range(3):
            report(next(quoted))
            self._measure(f"one report of {QUOTED} quotes", lambda: seek_all(lambda count: None))

    def _fill(self, paths: list[Path]) -> None:
        with (
            pghistory.context(command="load_record"),
            tqdm(total=len(paths), unit="file", disable=None) as bar,
        ):
            fill(paths, bar.update)

    def _make_up(self, stock: Stock, turns: int) -> None:
        with TemporaryDirectory() as directory:
            for number, text in enumerate(stock.transcripts(turns)):
                path = Path(directory) / f"{number}.txt"
                path.write_text(text, encoding="utf-8")
                self._fill([path])

    def _measure(self, name: str, work: Any) -> None:
        started, worked = perf_counter(), process_time()
        work()
        seconds, busy = perf_counter() - started, process_time() - worked
        turns = Quote.objects.published().count()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.stdout.write(
            f"{name}: {seconds:.2f} s ({busy:.2f} s of CPU), {turns:,} turns, {peak} MB at most"
        )


def _quoted(stock: Stock) -> Iterator[list[str]]:
    """Sentences of 8 to 40 words, cut at their ends."""
    long = [each.split() for each in stock.said if 10 <= len(each.split()) <= 42]
    drawn = Random(Article.objects.count()).sample(long, QUOTED * (REPORTS + 3))
    for first in range(0, len(drawn), QUOTED):
        yield list(dict.fromkeys(" ".join(words[1:-1]) for words in drawn[first : first + QUOTED]))
