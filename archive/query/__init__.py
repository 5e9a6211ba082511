"""What a reader asked for: one frozen value that every list, output and engine takes; and how it is written back into
addresses, with how to show it: chips, facets, pages, sorts.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Literal, Self
from urllib.parse import quote_plus, urlencode

from django.conf import settings
from django.utils.functional import cached_property
from msgspec import Struct, field
from msgspec.structs import asdict, replace

from archive.query.days import read_day

# "added" is for feeds: what was published here last. No address asks for it.
Sort = Literal["relevance", "newest", "oldest", "added"]
Undated = Literal["include", "exclude", "only"]
Expand = Literal["on", "off"]
View = Literal["list", "compact", "speakers", "timeline", "line"]
Grouping = Literal["statement", "none"]

Pairs = list[tuple[str, str]]

UNKNOWN_OUTLET = 0

# Holds the place of a value in an address; no value has it.
_MARK, _MARKED = "\0", "%00"


class QuoteQuery(Struct, frozen=True):
    """Field names are the URL parameters of /quotes/. A tuple means any of its values; empty means no filter.

    A place in `mentions` is a country code ("KP") or an organisation's id as text ("12").
    `source` is the article's form, `record` whether the transcript of the words is shown ("matched" or "none").
    `expand` is whether names are searched in their other spellings too.
    `role` holds slugs of role titles ("spokesperson"), since the same title is held by many speakers.
    `verb` holds reporting verbs as text.verbs counts them ("denied").
    """

    q: str = ""
    speaker: tuple[int, ...] = ()
    role: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    organisation: tuple[int, ...] = ()
    mentions: tuple[str, ...] = ()
    outlet: tuple[int, ...] = ()
    via: tuple[int, ...] = ()
    type: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    verb: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    occasion: tuple[int, ...] = ()
    statement: tuple[int, ...] = ()
    said_from: date | None = None
    said_to: date | None = None
    undated: Undated = "include"
    published_from: date | None = None
    published_to: date | None = None
    id: tuple[int, ...] = ()
    expand: Expand = "on"
    sort: Sort = "newest"

    def active(self) -> dict[str, Any]:
        """The fields that differ from their default."""
        usual = zip(self.__struct_fields__, self.__struct_defaults__, strict=True)
        return {name: value for name, default in usual if (value := getattr(self, name)) != default}


_PLACES = {name: place for place, name in enumerate(QuoteQuery.__struct_fields__)}
_WITH_WORDS, _WITHOUT = asdict(QuoteQuery(sort="relevance")), asdict(QuoteQuery(sort="newest"))
_AS_USUAL: dict[str, Any] = {"view": "list", "group": "statement", "keep": (), "page": 1}


class Asked(Struct, frozen=True, dict=True):
    """What the address asks for, and how results are shown, which never changes what is found: from `view` to `page`, where
    `keep` is the list that a reader gathers. `prefix` stands before every parameter where a page holds two searches; `extra`
    is what else of its page an address keeps, such as the tab."""

    query: QuoteQuery = field(default_factory=QuoteQuery)
    view: View = "list"
    group: Grouping = "statement"
    keep: tuple[int, ...] = ()
    page: int = 1
    prefix: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    @cached_property
    def pairs(self) -> Pairs:
        """The parameters that differ from their default, in the order of their declaration."""
        usual = _WITH_WORDS if self.query.q else _WITHOUT
        own = _pairs(self.query, usual, self.prefix) + _pairs(self, _AS_USUAL, self.prefix)
        return [*self.extra, *own]

    @cached_property
    def querystring(self) -> str:
        return f"?{_encoded(self.pairs)}" if self.pairs else ""

    @property
    def alone(self) -> Self:
        """The search, shown as usual."""
        return replace(self, **_AS_USUAL, extra=())

    @cached_property
    def found(self) -> str:
        """The search alone, for what does not depend on how it is shown: files and feeds."""
        return self.alone.querystring

    @property
    def as_side(self) -> str:
        """The search alone, as the first of two that are compared."""
        return replace(self.alone, prefix="a").querystring

    @property
    def as_line(self) -> str:
        return self._shown_as("line")

    @property
    def in_short(self) -> str:
        return self._shown_as("compact")

    def _shown_as(self, view: View) -> str:
        return replace(self.alone, view=view).querystring

    def link(self, **changes: Any) -> str:
        """An address on the same page; anything but a page number leads to page 1."""
        return self.changed(**changes).querystring or "./"

    def at_page(self, number: int) -> str:
        """An address on the same page as `link` gives it; cheap for several pages."""
        if number == 1:
            return self._first_page
        before = "" if self._first_page == "./" else f"{self._first_page[1:]}&"
        return f"?{before}{self.prefix and f'{self.prefix}.'}page={number}"  # the last of all parameters

    @cached_property
    def _first_page(self) -> str:
        return self.link(page=1)

    def changed(self, **changes: Any) -> Self:
        shown = {"page": 1} | {name: value for name, value in changes.items() if name in _AS_USUAL}
        asked = {name: value for name, value in changes.items() if name not in _AS_USUAL}
        words = asked.get("q", self.query.q)
        if not words and asked.get("sort", self.query.sort) == "relevance":
            asked["sort"] = "newest"
        elif words and not self.query.q:
            asked.setdefault("sort", "relevance")
        # A query has many fields, and a page many links that leave it as it is.
        query = replace(self.query, **asked) if asked else self.query
        return replace(self, query=query, **shown)

    def toggled(self, name: str, value: int | str) -> str:
        return self.toggles(name, [value])[0]

    def toggles(self, name: str, values: Iterable[int | str]) -> list[str]:
        """The addresses that add each value to a parameter or take it away; cheap for many values."""
        chosen: tuple[int | str, ...] = getattr(self.query, name)
        adding = self._adding(name)
        return [
            self.link(**{name: tuple(other for other in chosen if other != value)})
            if value in chosen
            else adding.replace(_MARKED, _quoted(_text(name, value)))
            for value in values
        ]

    def _adding(self, name: str) -> str:
        """The address with the mark as one more value of the parameter, from page 1: put where the query would put it."""
        head, before = len(self.extra), f"{self.prefix}." if self.prefix else ""
        pairs = [pair for pair in self.pairs[head:] if pair[0] != f"{before}page"]
        places = (_PLACES.get(other.removeprefix(before), len(_PLACES)) for other, _ in pairs)
        at = next((n for n, place in enumerate(places) if place > _PLACES[name]), len(pairs))
        pairs.insert(at, (f"{before}{name}", _MARK))
        return f"?{_encoded([*self.extra, *pairs])}"

    def periods(self) -> Callable[[str], str]:
        """Gives the address of what was said in a year or a month; cheap for many of them."""
        any_day = date(2000, 1, 1)
        dates = {f"{self.prefix}.{name}" if self.prefix else name for name in ("said_from", "said_to")}
        pairs = self.changed(said_from=any_day, said_to=any_day, undated="exclude").pairs
        link = _encoded([(name, _MARK if name in dates else value) for name, value in pairs])
        return lambda period: f"?{link.replace(_MARKED, period)}"

    def cleared(self, name: str) -> str:
        return self.link(**{name: getattr(QuoteQuery(), name)})

    def hidden(self, *shown: str) -> Pairs:
        """What a form that shows these fields must carry along."""
        mine = {f"{self.prefix}.{name}" if self.prefix else name for name in (*shown, "page")}
        return [(name, value) for name, value in self.pairs if name not in mine]


_quoted = lru_cache(maxsize=10_000)(quote_plus)  # a page has hundreds of links, to the same few values


def _encoded(pairs: Pairs) -> str:
    return urlencode(pairs, quote_via=_quoted)


def _pairs(value: Any, default: Mapping[str, Any], prefix: str) -> Pairs:
    found = []
    for own, usual in default.items():
        if (one := getattr(value, own)) != usual:
            name = f"{prefix}.{own}" if prefix else own
            found += [(name, _text(own, item)) for item in (one if isinstance(one, tuple) else (one,))]
    return found


def _text(name: str, value: Any) -> str:
    if isinstance(value, date):
        return _day(value, ends=name.endswith("_to"))
    return "unknown" if name == "outlet" and value == UNKNOWN_OUTLET else str(value)


def _day(day: date, *, ends: bool) -> str:
    """The shortest text that `read_day` turns into this day."""
    text = day.isoformat()
    return next(short for short in (text[:4], text[:7], text) if read_day(short, ends=ends) == day)


def absolute(path: str) -> str:
    """Of a page, as others know it."""
    return f"{settings.SITE_URL}{path}"
