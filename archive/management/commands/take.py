from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from archive.editing.taking import files, take


class Command(BaseCommand):
    help = (
        "Adds files as articles that wait at the desk: text, saved web pages, Akoma Ntoso debates. Takes files, directories, and CSV "
        "manifests with the columns file, outlet, url, date. May be stopped and run again: nothing is added twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", nargs="+", type=Path, metavar="DIRECTORY")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = [file for source in options["sources"] for file in files(source)]
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from None
        added, bad = 0, []
        with pghistory.context(command="take"):
            for path, given in tqdm(found, desc="take", unit="file", disable=len(found) < 5):
                try:
                    added += take(path, **given) is not None
                except ValueError as error:
                    bad.append((path, str(error)))
        self.report(len(found), added, bad)

    def report(self, found: int, added: int, bad: list[tuple[Path, str]]) -> None:
        known = found - added - len(bad)
        self.stdout.write(f"{added} added, {known} in the archive already, {len(bad)} not taken.")
        for path, why in bad:
            self.stderr.write(f"{path}: {why}")
        if bad:
            raise CommandError(f"{len(bad)} of {found} files were not taken: mend them, and run it again.")
