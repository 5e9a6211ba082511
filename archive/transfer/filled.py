"""What a file adds to a row that is there: only what was empty; what makes sense together, together."""

from collections.abc import Mapping
from typing import Any

EMPTY: tuple[Any, ...] = (None, "", [])
NO_DAY = (None, "unknown")
# Led by what says whether there is a day. A day without its precision, or with that of another, would be no date.
TOGETHER = (
    ("said_precision", "said_earliest", "said_latest", "said_basis"),
    ("start_precision", "start"),
    ("end_precision", "end"),
    ("precision", "date"),
    ("published_on", "published_basis", "published_time", "published_tz"),
)


def filled(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What changes, by name."""
    groups = [group for group in TOGETHER if group[0] in given]
    alone = given.keys() - {name for group in groups for name in group}
    names = {name for name in alone if before[name] in EMPTY}
    for lead, *others in groups:
        if before[lead] in NO_DAY and given[lead] not in NO_DAY:
            names |= {lead, *others}
    return {name: given[name] for name in given if name in names and given[name] != before[name]}
