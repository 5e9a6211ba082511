"""How sure each fact of a proposal is. The tiers were measured, docs/intake.md has the figures."""

from dataclasses import replace

from archive.intake.results import Confidence, Quote, Sure, Tier

_ORDER: tuple[Tier, ...] = ("high", "good", "check", "possible")
_WORDS: dict[str, Tier] = {
    "D-after": "high",
    "D-interrupted": "high",
    "T-turn": "high",
    "D-before": "good",
    "D-colon": "good",
    "D-dash": "good",
    "D-floating": "good",
    "D-continued": "good",
    "D-signed": "good",
    "I-ccomp": "good",
    "I-sandwich": "good",
    "I-according": "good",
    "I-as": "good",
    "L-after": "good",
    "L-before": "good",
    "L-inserted": "good",
    "L-dash": "good",
    "L-that": "good",
    "L-according": "good",
    "L-as": "good",
}
_CHECK = ("I-object", "I-order", "I-called", "I-pledge", "I-finding", "I-noun", "D-unattributed")


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
    sure = quote.sure

    def at_most(tier: Tier | None) -> Tier | None:
        return lowest(tier, "good") if tier else None

    capped = replace(
        sure,
        words=at_most(sure.words),
        who=at_most(sure.who),
        role=at_most(sure.role),
        country=at_most(sure.country),
    )
    return replace(quote, sure=capped)


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
    if quote.rule in _CHECK:
        return "check"
    found = _WORDS.get(quote.rule, "check")
    return "good" if found == "high" and quote.confidence != "high" else found


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
