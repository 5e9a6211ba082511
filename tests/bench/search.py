import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

DEFAULT_QUOTES = 100_000


class Command(BaseCommand):
    help = (
        "Compares this archive's search with Whoosh as it comes, PostgreSQL, SQLite FTS5 and tantivy on made-up quotes: "
        "thirteen classes of queries, each with the top 20 and the exact total. Uses a schema `bench` of its own in the "
        "database and a temporary directory, and removes both. QUOTES=1000000 makes it larger."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quotes", type=int, default=int(os.environ.get("QUOTES", DEFAULT_QUOTES)))
        parser.add_argument("--engines", default="ours,stock,postgres,fts5,tantivy", help="Comma-separated")
        parser.add_argument(
            "--no-pages", action="store_true", help="Leave out the part on rows and over HTTP"
        )
        parser.add_argument(
            "--scale",
            action="store_true",
            help="In place of all that: how the archive behaves at this size, filled, indexed, read and changed",
        )
        parser.add_argument("--output", type=Path, default=settings.DATA_DIR / "bench" / "search.json")

    def handle(self, *, quotes: int, engines: str, output: Path, **options: Any) -> str:
        # Imported here: it needs packages that only development installs.
        from tests.bench import criteria
        from tests.bench.run import compare, live, save, table

        if options["scale"]:
            live(quotes, output, "scale")
            return f"Saved: {output}"
        if engines:
            result = compare(quotes, engines.split(","), self.stderr.write)
            save(result, output)
            self.stdout.write(table(result))
        if not options["no_pages"]:
            self.stderr.write("whole pages, a build, and saves …")
            live(quotes, output)
        self.stdout.write(criteria.table(criteria.criteria(json.loads(output.read_text()))))
        return f"Saved: {output}"
