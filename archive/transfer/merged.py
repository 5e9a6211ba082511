"""What a file still names by the ref of a place that was merged since: it names the one that stayed."""

from collections.abc import Callable
from typing import Any

import msgspec

from archive.editing.merge_places import KINDS
from archive.models import PlaceMerge
from archive.models.merges import led_to
from archive.transfer.records import Article

NAMING = {
    "organisation": "organisation",
    "parent": "organisation",
    "agency": "organisation",
    "outlet": "outlet",
}
Refs = dict[str, dict[str, str]]


def after_merges(raw: dict[str, Any]) -> dict[str, Any]:
    """A file as JSON has it, whatever its values are; the same if nothing was merged."""
    refs = merged_refs()
    if not any(refs.values()):
        return raw
    gone = {"organisations": refs["organisation"], "outlets": refs["outlet"]}
    kept = {
        name: [
            each for each in value if not (isinstance(each, dict) and hashed(each.get("ref")) in gone[name])
        ]
        if name in gone and isinstance(value, list)
        else value
        for name, value in raw.items()
    }
    return {name: following(value, refs) for name, value in kept.items()}


def article_after_merges() -> Callable[[Article], Article] | None:
    """What a record names then; None if nothing was merged."""
    refs = merged_refs()
    if not any(refs.values()):
        return None
    return lambda article: msgspec.convert(following(msgspec.to_builtins(article), refs), Article)


def merged_refs() -> Refs:
    found: Refs = {kind: {} for kind in KINDS}
    for record in PlaceMerge.objects.filter(undone_at=None).exclude(row={}):
        row = KINDS[record.kind].objects.filter(pk=led_to(record.kind, record.old)).first()
        if row:
            found[record.kind][record.row["fields"]["ref"]] = row.ref
    return found


def following(value: Any, refs: Refs) -> Any:
    if isinstance(value, list):
        return [following(each, refs) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: refs[NAMING[name]].get(hashed(each), each)
        if name in NAMING and isinstance(each, str)
        else following(each, refs)
        for name, each in value.items()
    }


def hashed(value: Any) -> str:
    return value if isinstance(value, str) else ""
