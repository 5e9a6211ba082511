"""How sure each fact of a proposal is. The tiers were measured, docs/intake.md has the figures."""

from dataclasses import replace

from archive.intake.results import Confidence, Quote, Sure, Tier
from archive.intake.spans import word_set

_ORDER: tuple[Tier, ...] = ("high", "good", "check", "possible")
_HIGH = word_set("D-after D-interrupted T-turn")
_GOOD = word_set("""
    D-before D-colon D-dash D-floating D-continued D-signed I-ccomp I-sandwich I-according I-as
    L-after L-before L-inserted L-dash L-that L-according L-as
    """)


def with_tiers(quote: Quote, who: Tier | None) -> Quote:
    """`who` is what the directory makes of the mention."""
    words = _words(quote)
    if quote.rule == "D-floating" and who is not None:
        who = lowest(who, "check")
    affiliation = quote.affiliation
    sure = Sure(
        words=words,
        who=who if quote.speaker else None,
        role=_of_basis(affiliation.role_basis, who) if affiliation.role else None,
        country=_of_basis(affiliation.country_basis, who) if affiliation.countries else None,
    )
    return replace(quote, sure=sure, confidence=_whole(quote, sure))


def never_high(quote: Quote) -> Quote:
    """Of a language whose figures are too few to say more."""
    told = {fact: getattr(quote.sure, fact) for fact in ("words", "who", "role", "country")}
    capped = {fact: lowest(tier, "good") for fact, tier in told.items() if tier}
    return replace(quote, sure=replace(quote.sure, **capped))


def with_day(quote: Quote) -> Quote:
    said = quote.said
    known = said is not None and said.earliest is not None
    day: Tier | None = None
    if known and said is not None:
        explicit: Tier = "good" if said.precision == "day" else "check"
        day = explicit if said.basis == "explicit" else "check" if said.basis == "inherited" else "possible"
    return replace(quote, sure=replace(quote.sure, day=day))


def _words(quote: Quote) -> Tier:
    if quote.confidence == "possible" or quote.kind == "headline":
        return "possible"
    if quote.rule in _HIGH:
        return "high" if quote.confidence == "high" else "good"
    return "good" if quote.rule in _GOOD else "check"


def _of_basis(basis: str, who: Tier | None) -> Tier:
    """Printed at the mention, it needs no knowledge of who that is."""
    own: Tier = "high" if basis == "explicit" else "good" if basis == "inherited" else "check"
    return own if basis == "explicit" else lowest(own, who or "possible")


def lowest(*tiers: Tier) -> Tier:
    return max(tiers, key=_ORDER.index)


def _whole(quote: Quote, sure: Sure) -> Confidence:
    """High is what can be accepted in bulk: the words and the speaker are."""
    if quote.confidence == "high" and sure.who != "high":
        return "medium"
    return quote.confidence
