import resource
from collections import defaultdict
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from archive.models import Article
from tests.bench.record import NONE, Answered, CaseSet, ask, cut, fill, read_set

_HEAD = f"{'':<18}{'n':>5}{'first':>8}{'among 3':>9}{'any':>8}"


class Command(BaseCommand):
    help = (
        "Measures how well reported quotes are found in transcripts: fills an archive that holds nothing else with those of a "
        "directory, and asks for the passages of a test set. Name an empty archive by ARCHIVE_DATA_DIR."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("transcripts", type=Path, metavar="DIRECTORY")
        parser.add_argument("--data", type=Path, default=Path(settings.BASE_DIR) / "tests/data/record")
        parser.add_argument("--cases", default="cases.jsonl", help="which of the sets in there")
        parser.add_argument(
            "--beside", action="store_true", help="with speaker and day, as reports have them"
        )
        parser.add_argument("--wrong", action="store_true", help="name the cases that went wrong")

    def handle(self, **options: Any) -> None:
        try:
            cases = read_set(options["data"], options["transcripts"], options["cases"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from None
        turns, seconds = cut(cases)
        self.stdout.write(
            f"{turns.right} of {turns.expected} labelled turns begin where they should, {turns.proposed - turns.right} where "
            f"none does; {1000 * seconds:.0f} ms of CPU a transcript."
        )
        call_command("migrate", verbosity=0)
        self._fill(cases)
        asked = list(
            tqdm(ask(cases, beside=options["beside"]), total=len(cases.cases), unit="quote", disable=None)
        )
        self._report(asked)
        if options["wrong"]:
            self._wrong(asked)

    def _fill(self, cases: CaseSet) -> None:
        started, turns = perf_counter(), 0
        if not Article.objects.exists():
            with tqdm(total=len(cases.taken), unit="file", disable=None) as bar:
                turns = fill(cases.taken, bar.update)
        call_command("index", "build", verbosity=0)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.stdout.write(
            f"{turns:,} turns published, all indexed: {perf_counter() - started:.0f} s, {peak} MB."
        )

    def _report(self, asked: list[Answered]) -> None:
        by_kind: dict[str, list[Answered]] = defaultdict(list)
        for each in asked:
            by_kind[each.case.kind].append(each)
        self.stdout.write(_HEAD)
        for kind, own in by_kind.items():
            self.stdout.write(_row(kind, own))
        seconds = sorted(each.seconds for each in asked)
        self.stdout.write(
            f"{1000 * sum(seconds) / len(seconds):.0f} ms each, {1000 * seconds[-1]:.0f} ms at most."
        )

    def _wrong(self, asked: list[Answered]) -> None:
        for each in asked:
            if each.places if each.case.kind == NONE else not any(each.is_right[:1]):
                self.stdout.write(f"{each.case.kind}: {each.case.file} {each.case.place}: {each.places}")


def _row(kind: str, asked: list[Answered]) -> str:
    first = sum(any(each.is_right[:1]) for each in asked) / len(asked)
    among = sum(any(each.is_right) for each in asked) / len(asked)
    some = sum(bool(each.places) for each in asked) / len(asked)
    return f"{kind:<18}{len(asked):>5}{first:>8.1%}{among:>9.1%}{some:>8.1%}"
