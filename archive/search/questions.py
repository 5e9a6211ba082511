"""A question typed as a sentence, and which of its words only ask."""

import re

from archive.models import Country, Organisation, Speaker
from archive.models.called import all_names
from archive.search.analysis import without_possessive
from archive.text import name_key

# Words that ask, the verbs and prepositions around them, and whom one asks about without naming anybody.
_ASKING = """all everything what who whom whose when where why how which whether did does do done has have had is are was were be been can
    could will would shall should may might must there ever any anything anyone anybody someone somebody something
    me find show list give please say says said saying stated tell tells told talk talks talked talking speak speaks
    spoke spoken speaking think thinks thought mean means meant comment comments commented mention mentions mentioned
    remark remarks remarked report reports reported first quote quotes quoted statement statements about on regarding concerning over toward towards
    during from by latest newest quotation quotations if than then so i you your my their his her our official officials people person exactly really"""
_SAID = "said|says|say|told|tells|denied|warned|reported"
_AUXILIARY = f"did|does|do|has|have|had|is|are|was|were|can|could|will|would|should|{_SAID}"
_OF_WHAT = "about|on|for|in|of|regarding|concerning|by|to|during|against"
_TOLD = "statements|quotes?|quotations|remarks|comments"
_BEGINNINGS = (
    rf"(?:what|when|where|why|how|who|whom|whose|which)(?:['’]s)?\b(?=.*\b(?:{_AUXILIARY})\b)",
    r"(?:did|does|do|has|have|is|are|was|were)\s+\w",
    rf"(?:all|everything|anything)\s+(?:\S+\s+){{0,5}}(?:{_SAID})\s+(?:{_OF_WHAT})\b",
    r"(?:everything|anything|latest|newest|all)\s+(?:from|by|on|about)\s+\w",
    r"(?:show|find|give|list|tell)\s+(?:me|us|all|everything|what|quotes?|statements?)\s+\w",
    rf"(?:\S+\s+){{0,5}}?(?:{_TOLD})\s+(?:from|{_OF_WHAT})\s+\w",
)
_QUESTION = re.compile(rf"\s*(?:{'|'.join(_BEGINNINGS)})", re.IGNORECASE | re.DOTALL)

# Korean: how a question ends, what only asks, and the particles that stand at the end of the other words.
_ASKED_AT_THE_END = "나|나요|는가|는지|습니까|을까|을까요|어|어요|지|니"
_KOREAN_QUESTION = re.compile(
    rf"(?:^|\s)(?:뭐라|무엇을|무엇이라|무슨\s*말|어떤\s*말)|[했혔](?:{_ASKED_AT_THE_END})$|\s(?:발언|한\s?말)(?:은|을|들|\s모두|\s전부)?$"
)
_KOREAN_ASKS = re.compile(
    rf"""(?:뭐|무엇|무슨|어떤|어떻게|누가|누구|언제|어디서|왜|모두|전부|모든)\S{{0,3}}|[대관](?:해|해서|하여|한)|관련(?:해|하여|된|한)?
    |발언(?:은|을|들)?|말(?:을|은|한)?|한|한말|것(?:은|을)?|(?:말|말씀|언급)?했(?:{_ASKED_AT_THE_END})|밝혔(?:{_ASKED_AT_THE_END})""",
    re.VERBOSE,
)
_PARTICLE = re.compile(
    rf"(?<=[가-힣]{{2}})(?:에게서|에서는|에서|에게|으로|[은는이가을를에의와과도로]|했(?:{_ASKED_AT_THE_END}))$"
)
STOPS = "?？؟!.,:;"
_MARKS = ("?", "？", "؟", "\u037e")
_ASKS = frozenset(_ASKING.split())


def asks(text: str) -> bool:
    """Whether a text is a question: it begins like one, or ends with its mark."""
    written = text.rstrip(" \t\r\n\"'”’»)")
    return written.endswith(_MARKS) or bool(_QUESTION.match(text) or _KOREAN_QUESTION.search(written))


def only_asks(word: str, *, first: bool) -> bool:
    """A capital further on makes a name of it: Theresa May."""
    bare = without_possessive(word.strip(STOPS))
    return (
        not bare or bare in _ASKS or (first and bare.lower() in _ASKS) or bool(_KOREAN_ASKS.fullmatch(bare))
    )


def bare_word(word: str) -> str:
    """Without its possessive or particle, unless it is a name of the archive as it stands."""
    whole = without_possessive(word.rstrip(STOPS))
    bare = _PARTICLE.sub("", whole)
    return whole if bare != whole and _is_name(whole) else bare


def _is_name(word: str) -> bool:
    """Of somebody or something that was published: 김정은 ends like a word with a particle."""
    key, names = name_key(word), all_names()

    def of(kind: str) -> list[str]:
        return [row for row, name in names.get(kind, []) if key in name.split()]

    return (
        Speaker.objects.public().known_as(of("speaker")).exists()
        or Country.objects.public().filter(pk__in=of("country")).exists()
        or Organisation.objects.public().filter(pk__in=of("organisation")).exists()
    )
