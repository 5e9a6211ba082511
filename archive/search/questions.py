"""A question typed as a sentence, and which of its words only ask."""

import re

# Words that ask, the verbs and prepositions around them, and whom one asks about without naming anybody.
_ASKING = """all everything what who whom whose when where why how which whether did does do done has have had is are was were be been can
    could will would shall should may might must there ever any anything anyone anybody someone somebody something
    me find show list give please say says said saying stated tell tells told talk talks talked talking speak speaks
    spoke spoken speaking think thinks thought mean means meant comment comments commented mention mentions mentioned
    remark remarks remarked report reports reported first quote quotes quoted statement statements about on regarding concerning over toward towards
    during if than then so i you your my their his her our official officials people person exactly really"""
_SAID = "said|says|say|told|tells|denied|warned|reported"
_AUXILIARY = f"did|does|do|has|have|had|is|are|was|were|can|could|will|would|should|{_SAID}"
_OF_WHAT = "about|on|for|in|of|regarding|concerning|by|to|during|against"
_BEGINNINGS = (
    rf"(?:what|when|where|why|how|who|whom|whose|which)(?:['’]s)?\b(?=.*\b(?:{_AUXILIARY})\b)",
    r"(?:did|does|do|has|have|is|are|was|were)\s+\w",
    rf"(?:all|everything|anything)\s+(?:\S+\s+){{0,5}}(?:{_SAID})\s+(?:{_OF_WHAT})\b",
)
_QUESTION = re.compile(rf"\s*(?:{'|'.join(_BEGINNINGS)})", re.IGNORECASE | re.DOTALL)
STOPS = "?？؟!.,:;"
_MARKS = ("?", "？", "؟", "\u037e")
_ASKS = frozenset(_ASKING.split())


def asks(text: str) -> bool:
    """Whether a text is a question: it begins like one, or ends with its mark."""
    written = text.rstrip(" \t\r\n\"'”’»)")
    return written.endswith(_MARKS) or bool(_QUESTION.match(text))


def only_asks(word: str, *, first: bool) -> bool:
    """A capital further on makes a name of it: Theresa May."""
    bare = word.strip(STOPS).removesuffix("'s").removesuffix("’s")
    return not bare or bare in _ASKS or (first and bare.lower() in _ASKS)
