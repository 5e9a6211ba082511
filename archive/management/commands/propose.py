import datetime as dt
import json
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from archive.editing.uploads import Upload, read_upload
from archive.intake.jsonl import as_json
from archive.intake.proposals import propose


class Command(BaseCommand):
    help = (
        "Proposes the statements of raw articles, one JSON object a line. Takes texts and saved web pages: where the article's text is "
        "not the file's own, the object holds it as text, and all places count in that. Needs no database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=["jsonl"], default="jsonl")
        parser.add_argument("--published", type=_date, help="publication date of the articles, YYYY-MM-DD")
        parser.add_argument(
            "--language",
            help="language of the articles where their text leaves it open (default: as the page says, else en)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        warned: set[str] = set()
        for file in tqdm(files, desc="propose", unit="article", disable=len(files) < 5):
            article, is_own = _article(file)
            published = options["published"] or article.facts.published
            language = options["language"] or article.facts.language.partition("-")[0] or "en"
            proposals = propose(article.text, published, language=language)
            text = {} if is_own else {"text": article.text}
            told = as_json(str(file), article.text, proposals) | text
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            if proposals.missing and proposals.missing not in warned:
                warned.add(proposals.missing)
                self.stderr.write(proposals.missing)


def _article(file: Path) -> tuple[Upload, bool]:
    """What is read of the file, and whether that is the file's own text, character by character."""
    try:
        data = file.read_bytes()
        # Nothing is said in an empty article.
        article = read_upload(data, file.name) if data.strip() else Upload("")
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}. Give the path of a file that can be read.") from None
    except ValueError as error:
        raise CommandError(f"{file}: {error}") from None
    return article, not data.strip() or article.text.encode() == data


def _date(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ArgumentTypeError(f"{value} is no date: write YYYY-MM-DD, such as 2024-06-20") from None
