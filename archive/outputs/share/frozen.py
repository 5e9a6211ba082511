"""Searches frozen to be cited: made once, never changed, and told what became of them since."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from archive.models import Correction, FrozenSearch, Quote
from archive.models.frozen import REMOVED
from archive.outputs.facts import one_line
from archive.query import Asked, absolute
from archive.query.filters import Problem, Refused, read_quotes
from archive.query.labels import Labels, selected
from archive.search import QueryError, describe
from archive.search.finding import ask_all
from archive.text import isolated
from archive.text.tongue import ENGLISH, gettext, noop, speaking

MOST = 20_000  # quotes of one search: every one is stored with it


def freeze(asked: Asked, title: str = "", notes: dict[int, str] | None = None) -> FrozenSearch:
    """The same search with the same result is one a day, however often it is frozen."""
    every, total, _ = ask_all(asked)
    if total > MOST:
        advice = gettext("{number} quotes are more than {most}: ask for fewer.")
        told = advice.format(number=f"{total:,}", most=f"{MOST:,}")
        raise Refused([Problem(told, asked.querystring)])
    ids = list(every)
    versions = dict(Quote.objects.published().among(ids).values_list("pk", "public_version"))
    found = [[pk, versions[pk]] for pk in ids if pk in versions]
    kept = {str(pk): note for pk, note in (notes or {}).items() if pk in versions and note}
    now, search, title = timezone.now(), asked.found.removeprefix("?"), isolated(title)
    code = code_of(search, found, title, kept, str(now.date()))
    with speaking(ENGLISH):  # kept, and cited
        described = f"{len(found)} {describe(asked.query, Labels(selected(asked.query)), len(found))}"
    values = {
        "search": search,
        "found": found,
        "title": title,
        "notes": kept,
        "described": one_line(described),
    }
    with transaction.atomic():
        return FrozenSearch.objects.get_or_create(
            code=code, defaults={**values, "sha256": digest(found), "at": now}
        )[0]


def digest(found: list[list[int]]) -> str:
    """Over lines like 35@2, in the order of the results: whoever has them can compute it."""
    return hashlib.sha256("".join(f"{pk}@{version}\n" for pk, version in found).encode()).hexdigest()


def code_of(*parts: Any) -> str:
    hashed = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).digest()
    return base64.b32encode(hashed).decode().lower()[:12]


@dataclass
class Since:
    """What became of a frozen search. `not_public` are those of which no more is told."""

    frozen: FrozenSearch
    runs: bool = True
    added: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    withdrawn: dict[int, Quote] = field(default_factory=dict)
    later: list[int] = field(default_factory=list)  # whose version is another now
    not_public: list[int] = field(default_factory=list)

    @cached_property
    def corrections(self) -> list[Correction]:
        """Since it was frozen, of quotes that are public still."""
        later = Correction.objects.public().filter(quote__in=self.frozen.versions, at__gt=self.frozen.at)
        return list(later.order_by("quote", "at"))

    @property
    def corrected(self) -> list[int]:
        noted = {correction.quote_id for correction in self.corrections}
        return [pk for pk in self.frozen.versions if pk in noted or pk in self.later]

    def __str__(self) -> str:
        counts = [
            (self.added, noop("added")),
            (self.corrected, noop("corrected")),
            (self.withdrawn, noop("withdrawn")),
            (self.not_public, noop("not public at the moment")),
            (self.left, noop("no longer found")),
        ]
        told = [f"{len(rows)} {gettext(what)}" for rows, what in counts if rows]
        if not self.runs:
            told.append(gettext("the search can no longer be run"))
        return ", ".join(told) or gettext("nothing has changed")


def since(frozen: FrozenSearch) -> Since:
    then = frozen.versions
    public = dict(Quote.objects.published().among(then).values_list("pk", "public_version"))
    gone = [pk for pk in then if pk not in public]
    withdrawn = Quote.objects.withdrawn().in_bulk(gone)
    found = Since(
        frozen,
        withdrawn=withdrawn,
        later=[pk for pk, version in public.items() if version != then[pk]],
        not_public=[pk for pk in gone if pk not in withdrawn],
    )
    now = _run(frozen)
    if now is None:
        found.runs = False
        return found
    here = set(now)
    found.added = [pk for pk in now if pk not in then]
    found.left = [pk for pk in then if pk in public and pk not in here]
    return found


def _run(frozen: FrozenSearch) -> list[int] | None:
    """None for a search that cannot be run any more."""
    if frozen.search == REMOVED:
        return None
    try:
        ids, _, _ = ask_all(read_quotes(QueryDict(frozen.search)))
        return list(ids)
    except (Refused, QueryError):
        return None


def address(frozen: FrozenSearch) -> str:
    return absolute(reverse("frozen", args=[frozen.code]))
