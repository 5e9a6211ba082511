"""What the settings may say about the embedded server."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True)
class Options:
    data_dir: Path
    bin_dir: Path | None = None
    run_as: str = ""
    keep: bool = False
    durable: bool = True
    system_dir: Path = Path("/var/lib/statement-archive")

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Self:
        return cls(
            data_dir=Path(given["data_dir"]).absolute(),
            bin_dir=Path(given["bin_dir"]).absolute() if given.get("bin_dir") else None,
            run_as=given.get("run_as") or "",
            keep=bool(given.get("keep", cls.keep)),
            durable=bool(given.get("durable", cls.durable)),
            system_dir=Path(given.get("system_dir", cls.system_dir)),
        )


NAMES = frozenset(field.name for field in fields(Options))
