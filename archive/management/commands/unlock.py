from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from archive.operations.logins import unlock


class Command(BaseCommand):
    help = "Lets an editor, or everybody at an address, sign in again who was locked out by wrong passwords."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("name", nargs="?", default="", help="the account's name")
        which.add_argument("--address", default="", help="the client's address, as the log names it")

    def handle(self, *, name: str, address: str, **options: Any) -> None:
        done = unlock(name, address)
        self.stdout.write(f"Unlocked {name or address}." if done else f"{name or address} was not locked.")
