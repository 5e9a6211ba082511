"""Short invented passages, a file a language: what was said is marked in place, “{1:…}”, and below the text a line a mark says
who said it, in which role, for which country and on which day, as in the truth of the news; “*” is not asked. A mark without
a line is neither expected nor wrong. “second” stands behind those whose figures were taken before a rule was mended for them.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from archive.intake.measure.facts import Annotated, Stated
from archive.intake.measure.scoring import Annotation, unit_span
from archive.intake.spans import Span

_LINE = re.compile(r"(\d+) = (.*)")
_MARK = re.compile(r"\{(\d+):|\}")


def kinds(folder: Path) -> Iterator[Annotated[Stated]]:
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"(?m)^# ", path.read_text(encoding="utf-8"))[1:]:
            yield _passage(path.stem, block)


def _passage(language: str, block: str) -> Annotated[Stated]:
    head, *lines = block.rstrip("\n").split("\n")
    name, date, part = head.split()
    facts = {match[1]: _stated(match[2]) for line in lines if (match := _LINE.fullmatch(line))}
    marked = "\n".join(line for line in lines if not _LINE.fullmatch(line)).rstrip("\n")
    text = _MARK.sub("", marked)
    units = tuple(
        Annotation(span, optional=number not in facts, key=number)
        for number, said in _said(marked)
        if (span := unit_span(text, said, least=1))
    )
    return Annotated(name, text, dt.date.fromisoformat(date), units, facts, part, language)


def _stated(line: str) -> Stated:
    cells = [cell.strip() for cell in line.split("|")]
    return Stated(*(cells + ["*"] * 4)[:4])


def _said(marked: str) -> Iterator[tuple[str, Span]]:
    opened, removed = [], 0
    for match in _MARK.finditer(marked):
        at = match.start() - removed
        removed += len(match.group())
        if match[1]:
            opened.append((match[1], at))
        else:
            number, start = opened.pop()
            yield number, Span(start, at)
