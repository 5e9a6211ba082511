"""What somebody looked at before confirming a step over many rows: each row with its version, as one text.

The version of a quote counts what was changed of itself; its speaker may have got another name since, or been merged. So a
quote is listed with how it reads, too.
"""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

from archive.editing.corrections import Seen, seen_of, values_of
from archive.models import Quote

CHANGED = "Somebody changed it since you looked: look again, then decide."


def looked_at(rows: Iterable[tuple[int, object]]) -> str:
    return " ".join(f"{pk}:{version}" for pk, version in rows)


def read(text: str) -> dict[int, str]:
    """Versions by id; what is no pair is left out, and its row was not looked at."""
    return {int(pk): version for pk, version in re.findall(r"\b([0-9]{1,18}):(\w+)", text)}


def listed(quotes: Iterable[Quote]) -> str:
    """Of quotes loaded `with_sources`."""
    return looked_at((quote.pk, mark(quote.version, values_of(quote))) for quote in quotes)


def as_listed(listing: Mapping[int, str], quotes: Iterable[Quote]) -> set[int]:
    """Those that read as they did."""
    now = Quote.objects.filter(pk__in=[quote.pk for quote in quotes if quote.pk in listing])
    versions = dict(now.values_list("pk", "version"))
    return {pk for pk, seen in seen_of(versions).items() if mark(versions[pk], seen) == listing[pk]}


def mark(version: int, seen: Seen) -> str:
    read = repr([(name, str(value)) for name, value in seen.items()])
    return f"{version}x{sha256(read.encode()).hexdigest()[:16]}"


def version_in(listing: Mapping[int, str], quote: Quote) -> int:
    """0, which no quote has, for what was not looked at."""
    found = re.fullmatch("([0-9]{1,9})x[0-9a-f]{16}", listing.get(quote.pk, ""))
    return int(found[1]) if found else 0
