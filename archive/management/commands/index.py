from argparse import ArgumentParser, RawDescriptionHelpFormatter
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from archive.models import Quote
from archive.search.contract import IndexAwayError, IndexUnavailableError
from archive.search.index import building, name_keeper

HELP = """The search index is a copy of the published quotes. It can be thrown away and built again at any time:

  manage.py index build    build a new one beside the old, which answers until the new one takes its place
  manage.py index check    compare it with the database; exits 1 when they differ; the rows of names, too
  manage.py index status   which engine answers, how large the index is, how many changes are waiting

While there is no index, PostgreSQL answers searches, with a notice. `manage.py work` keeps the index up to date.
"""
SHOWN = 10


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["build", "check", "status"], help="What to do; see above.")

    def handle(self, *, action: str, verbosity: int, **options: Any) -> str:
        try:
            return {"build": self.build, "check": self.check_index, "status": self.status}[action](verbosity)
        except IndexAwayError as error:
            raise CommandError(
                f"The index cannot be reached: {error}. PostgreSQL answers searches meanwhile."
            ) from None
        except IndexUnavailableError as error:
            raise CommandError(f"There is no usable index: {error}. Run: manage.py index build") from None

    def build(self, verbosity: int) -> str:
        total, started = Quote.objects.published().count(), monotonic()
        with tqdm(total=total, unit=" quotes", disable=None if verbosity else True) as bar:
            try:
                place, count = building.build(bar.update)
            except building.AlreadyBuildingError:
                raise CommandError(
                    "Another process is building the index: wait until it has finished."
                ) from None
        name_keeper.make_anew()
        return f"Indexed {count:,} quotes in {monotonic() - started:.1f} s: {place}"

    def check_index(self, verbosity: int) -> str:
        found, of_names = building.check(), name_keeper.check()
        if found.clean and not of_names:
            return f"The index and the database agree on {found.compared:,} quotes."
        kinds = ("missing", "extra", "doubled", "different", "damaged", "articles")
        for name, wrong in [*((kind, getattr(found, kind)) for kind in kinds), ("names", of_names)]:
            if wrong:
                shown = ", ".join(map(str, wrong[:SHOWN])) + (" …" if len(wrong) > SHOWN else "")
                self.stderr.write(f"{name}: {len(wrong):,} ({shown})")
        raise CommandError("The index and the database differ. Run: manage.py index build")

    def status(self, verbosity: int) -> str:
        found = building.status()
        if found.trouble:
            return f"PostgreSQL answers: {found.trouble}. {found.pending:,} changes are waiting. Run: manage.py index build"
        held = found.held
        return (
            f"The index answers: {held.quotes:,} quotes in {held.segments} segments ({held.deleted:,} deleted), "
            f"{held.bytes / 1e6:,.1f} MB in {held.place}. {found.pending:,} changes are waiting."
        )
