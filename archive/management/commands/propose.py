import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from archive.intake.jsonl import as_json
from archive.intake.proposals import LONGEST, propose


class Command(BaseCommand):
    help = "Proposes the statements of raw articles, one JSON object a line. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=["jsonl"], default="jsonl")
        parser.add_argument("--published", type=_date, help="publication date of the articles, YYYY-MM-DD")
        parser.add_argument("--language", default="en", help="language of the articles (default: en)")

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        warned: set[str] = set()
        for file in tqdm(files, desc="propose", unit="article", disable=len(files) < 5):
            text = article_text(file)
            proposals = propose(text, options["published"], language=options["language"])
            self.stdout.write(json.dumps(as_json(str(file), text, proposals), ensure_ascii=False))
            if proposals.missing and proposals.missing not in warned:
                warned.add(proposals.missing)
                self.stderr.write(proposals.missing)


def article_text(file: Path) -> str:
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: {error}") from error
    if len(text) > LONGEST or "\0" in text:
        raise CommandError(f"{file}: an article has at most {LONGEST:,} characters and no NUL.")
    return text


def _date(value: str) -> dt.date:
    return dt.date.fromisoformat(value)
