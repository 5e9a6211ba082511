"""Mails as files, while no mail server is named: they hold addresses and secret links, so nobody else reads them."""

import os
from pathlib import Path
from typing import Any

from django.core.mail.backends import filebased


class EmailBackend(filebased.EmailBackend):
    def open(self) -> bool:
        if self.stream is not None:
            return False
        Path(self.file_path).chmod(0o700)
        self.stream: Any = open(self._get_filename(), "ab", opener=private)  # type: ignore[attr-defined]  # noqa: SIM115
        return True


def private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
