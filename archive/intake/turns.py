"""The turns of a transcript as quotes: whoever the label names, in the words up to the next label. Questions are left out."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from archive.intake.people.names import personal_name, title_words
from archive.intake.people.places import spoken_for
from archive.intake.results import Affiliation, Quote, Speaker, SpeakerType, Sure
from archive.intake.spans import Span, stripped, word_count
from archive.intake.transcripts import Transcript, Turn
from archive.intake.transcripts.labels import Voice
from archive.intake.transcripts.rows import label_rows, surname

_NUMBER = re.compile(r"^Q\d+\s+")
_OWN_LABEL = re.compile(r"(?P<label>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}):\s+(?=\S)")
_LEAST_WORDS = 3
# “A:”, behind “An interview with Ann Lee” above the first question.
_ANSWER = re.compile(r"A\.?|Answer|ANSWER")
_INTERVIEWED = re.compile(r"\b[Ii]nterview(?: [Ww]ith|ed) (?P<who>(?:[A-Z][\w.'’-]*\w\.? ?){2,7})")
_ASKING = 0.6


_Said = tuple[Span, str, Span]  # its label, the label's key, the words


def stretch(transcript: Transcript) -> Span:
    """From the first label to the last word: no grammar is run on it."""
    return Span(transcript.turns[0].label[0], transcript.turns[-1].words[-1][1])


def turn_quotes(text: str, transcript: Transcript) -> Iterator[Quote]:
    surnames = _surnames(transcript)
    said = [each for turn in transcript.turns if _speaks(turn) for each in _paragraphs(text, turn, surnames)]
    asking = _askers(text, said)
    named = {row.key: (row.name, row.role) for row in label_rows(text, transcript)}
    interviewed = _interviewed(text[: transcript.turns[0].label[0]])
    for label, key, words in said:
        if key not in asking and word_count(words.of(text)) >= _LEAST_WORDS:
            quote = _quote(text, label, words, *named.get(key, ("", "")))
            answers = interviewed and _ANSWER.fullmatch(label.of(text).strip(" :"))
            yield _with_speaker(quote, interviewed) if answers else quote


def _interviewed(head: str) -> str:
    """Whom alone the lines above the first question say to be interviewed."""
    found = {
        name.of(match["who"])
        for match in _INTERVIEWED.finditer(head)
        if (name := personal_name(match["who"]))
    }
    return found.pop() if len(found) == 1 else ""


def _with_speaker(quote: Quote, name: str) -> Quote:
    speaker = Speaker(name, quote.speaker.mention if quote.speaker else None, "person")
    return replace(quote, speaker=speaker, sure=replace(quote.sure, who="good"))


def _speaks(turn: Turn) -> bool:
    return turn.voice in (Voice.NAMED, Voice.UNNAMED)


def _surnames(transcript: Transcript) -> dict[str, str]:
    """The last word of each label's name, and the label that has it."""
    names = {key: surname(key) for key in dict.fromkeys(turn.key for turn in transcript.turns)}
    return {name.split()[-1]: key for key, name in names.items() if name}


def _paragraphs(text: str, turn: Turn, surnames: dict[str, str]) -> Iterator[_Said]:
    """A full name printed once, before labels that have the surname alone, is a label too."""
    key, label = _NUMBER.sub("", turn.key), Span(*turn.label)
    number = _NUMBER.match(label.of(text))
    label = Span(label.start + (number.end() if number else 0), label.end)
    for start, end in turn.words:
        own = _OWN_LABEL.match(text, start, end)
        last = own["label"].split()[-1].upper() if own else ""
        if own and last in surnames:
            key, label, start = surnames[last], Span(*own.span("label")), own.end()
        yield label, key, Span(start, end)


def _askers(text: str, said: list[_Said]) -> set[str]:
    """Labels most of whose turns end in a question mark, where others answer."""
    ends: dict[str, list[bool]] = defaultdict(list)
    for _, key, words in said:
        ends[key].append(words.of(text).rstrip("”\"’' ").endswith("?"))
    asking = {key for key, asked in ends.items() if sum(asked) >= _ASKING * len(asked)}
    return asking if len(asking) < len(ends) else set()


def _quote(text: str, label: Span, words: Span, name: str, role: str) -> Quote:
    label = stripped(text, label)
    printed = label.of(text)
    own = personal_name(printed)
    kind: SpeakerType = "person" if name or own or title_words(printed) else "unnamed"
    shown = name or (own.of(printed) if own else printed)
    title = Span(label.start, label.start + own.start) if own else label
    title = stripped(text, title)
    at = text.find(role) if role else -1
    office = (
        Span(at, at + len(role))
        if at >= 0
        else title
        if own and title.end > title.start and _is_office(title.of(text))
        else None
    )
    countries, basis = spoken_for(office.of(text)) if office else ((), "none")
    return Quote(
        spans=(words,),
        kind="direct",
        cue=None,
        speaker=Speaker(shown, label, kind),
        joint=(),
        affiliation=Affiliation(office, None, countries, "explicit" if office else "none", basis),
        said=None,
        via=(),
        rule="T-turn",
        confidence="high" if " " in shown else "medium",
        sure=Sure(
            "high",
            "high" if " " in shown else "good",
            "good" if office else None,
            "good" if countries else None,
        ),
    )


def _is_office(title: str) -> bool:
    return bool(title_words(title) - {"mr", "ms", "mrs", "miss", "dr", "sir", "dame", "lord", "lady"})
