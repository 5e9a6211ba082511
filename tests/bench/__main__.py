"""The measuring tools, as commands: `python -m tests.bench score_record DIRECTORY`; each explains itself with `--help`."""

import os
import sys
from importlib import import_module

import django

TOOLS = ("search", "score_intake", "score_record", "load_record")

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TOOLS:
        sys.exit(f"Name what to measure: {', '.join(TOOLS)}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    import_module(f"tests.bench.{sys.argv[1]}").Command().run_from_argv(sys.argv)
