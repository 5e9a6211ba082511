"""Through whom the words came: the chain between speaker and article, innermost first."""

import re
from collections.abc import Sequence

from archive.intake.grammar.sentences import Passage
from archive.intake.people.places import media_in
from archive.intake.results import Via
from archive.intake.spans import Span

_SOURCE = r"(?P<name>(?:the |The |a |an )?(?:[\w'’.-]+ ){0,5}?[A-Z][\w.'’&-]*(?: (?:of |for |and )?[A-Z][\w.'’&-]*)*)"
# (pattern, channel): what joins a speaker's words to whoever passed them on.
_LINKS = tuple(
    (re.compile(pattern), channel)
    for pattern, channel in (
        (rf"\b(?:as )?(?:reported|quoted|cited) by {_SOURCE}", None),
        (rf"\baccording to {_SOURCE}", None),
        (rf", {_SOURCE}(?: news)?(?: agency)? (?:said|says|reported|reports)\b", None),
        (rf"\bin (?:an?|his|her|their|the) (?:[\w-]+ )?interview (?:with|on|to) {_SOURCE}", "interview"),
        (
            rf"\b(?:in response to|answering|asked in) (?:a )?(?:question|query|inquiry)s? (?:from|by) {_SOURCE}",
            "question",
        ),
        (rf"\b(?:told|telling|tells) {_SOURCE}", None),
        (
            rf"\b(?:to|with) {_SOURCE} (?:via|by|in an?) (?P<channel>e-?mail|phone|telephone|text message|letter)",
            None,
        ),
        (
            rf"\b(?:said|confirmed|conveyed|wrote|spoke|speaking|says|stated|commented) (?:to|with|on) {_SOURCE}",
            None,
        ),
    )
)
_NEEDS_MEDIA = re.compile(
    r"^(?:, |told|telling|tells|said|confirmed|conveyed|wrote|spoke|speaking|says|stated|commented|to|with)\b"
)
_BY_AGENCY = re.compile(
    r"^(?:(?:He|She|It|This) )?(?:writes|reports|wrote|reported)(?: the)? (?P<name>[A-Z][\w ]{1,40})\.?$|^(?P<other>[A-Z][\w ]{1,30}) (?:writes|reports)(?: this)?\.?$"
)


class Chain:
    """The links that each sentence names, found once a sentence."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._found: dict[Span, list[tuple[re.Match[str], str | None]]] = {}

    def of(self, passage: Passage, cue: Span | None, spans: Sequence[Span]) -> tuple[Via, ...]:
        """Links named in the sentence of the reporting verb, outside the words reported."""
        sentence = passage.sentence_at((cue or spans[0]).start)
        links: list[Via] = []
        for match, channel in self._links(sentence):
            via = _via(self._words, match, channel, cue)
            if (
                via
                and not any(span.meets(via[1]) for span in spans)
                and via[0].name not in {link.name for link in links}
            ):
                links.append(via[0])
        return tuple(links)

    def _links(self, sentence: Span) -> list[tuple[re.Match[str], str | None]]:
        if sentence not in self._found:
            self._found[sentence] = [
                (match, channel)
                for pattern, channel in _LINKS
                for match in pattern.finditer(self._words, sentence.start, sentence.end)
            ]
        return self._found[sentence]


def credited_next(words: str, passages: Sequence[Passage], index: int) -> Via | None:
    """A paragraph that only says “Reuters reports.” credits the one before it."""
    if index + 1 >= len(passages):
        return None
    span = passages[index + 1].span
    match = _BY_AGENCY.match(span.of(words)) if span.end - span.start < 60 else None
    if match is None:
        return None
    group = "name" if match["name"] else "other"
    mention = Span(span.start + match.start(group), span.start + match.end(group))
    return Via(mention.of(words), None, mention) if media_in(mention.of(words)) else None


def _via(words: str, match: re.Match[str], channel: str | None, cue: Span | None) -> tuple[Via, Span] | None:
    mention = Span(*match.span("name"))
    if cue is not None and cue.start <= match.start() < cue.end and match.group().startswith("according"):
        return None
    known = media_in(mention.of(words))
    if known is None and _NEEDS_MEDIA.match(match.group()):
        return None
    if known is not None:
        mention = Span(mention.start + known.start, mention.start + known.end)
    else:
        article = re.match(r"(?:the|The|an?) ", mention.of(words))
        mention = Span(mention.start + (article.end() if article else 0), mention.end)
    found = match.groupdict().get("channel") or channel
    name = re.sub(r"^(?:the|The) ", "", mention.of(words)) if known is None else mention.of(words)
    return Via(name, found, mention), Span(*match.span("name"))
