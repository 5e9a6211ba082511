"""What stands between the words and a proposal: a quote before anyone knows who “he” is, and who a mention turned out to be."""

from dataclasses import dataclass, replace

from archive.intake.results import Affiliation, Confidence, Kind, Speaker, Tier
from archive.intake.spans import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    spans: tuple[Span, ...]
    kind: Kind
    cue: Span | None
    who: Span | None
    rule: str
    confidence: Confidence = "medium"
    closed: bool = True
    relative: Span | None = None
    """“a neighbour, who said”: the pronoun that stands for `who` beside the verb."""
    goes_on: bool = False
    """Without a speaker of its own: the one before speaks on."""
    genitive: bool = False
    frame: Span | None = None
    """The sentence of the attribution, where the day of speaking stands."""

    @property
    def start(self) -> int:
        return self.spans[0].start

    def with_more(self, words: Span) -> "Candidate":
        return replace(self, spans=tuple(sorted({*self.spans, words})))


@dataclass(frozen=True, slots=True)
class Resolved:
    speaker: Speaker
    affiliation: Affiliation
    sure: Tier = "good"
    at: Span | None = None
    """Where the speaker was named last, for the pronouns that follow."""
    gender: str = ""
    by_pronoun: bool = False
