"""Reporting verbs of English news and their forms.

Chosen by how news writes, not by any one article. The groups decide which complements make a statement:
SAY verbs take a clause ("said that …"); OBJECT verbs take a noun phrase that is itself the content
("denied the deals"); PLEDGE verbs take an infinitive ("vowed to …"); ORDER verbs take an addressee and
an infinitive ("urged Congress to …").
"""

from archive.intake.spans import word_set

SAY = word_set("""
    accept acknowledge add admit advise affirm agree allege announce answer argue ask assert assure attest aver
    boast brag caution charge chide claim clarify comment complain concede conclude confess confide confirm contend
    continue convey counter cry debate declare demand deny disclose dispute elaborate emphasize emphasise exclaim
    explain express forecast gripe gush hint imply indicate inform inquire insist interject joke lament lecture maintain mention
    mumble muse mutter note object observe offer opine outline plead pledge point predict proclaim promise propose
    protest query question quip quote read reaffirm reason reassure recall recite reckon recommend recount reflect refute
    reiterate relate remark remind repeat reply report request respond retort reveal rule say scoff shout shoot sigh signal
    sneer speculate specify state stipulate stress suggest swear teach tell testify text thunder tweet underline
    underscore urge utter volunteer vow warn whisper write yell post intone deadpan snap bristle
    fume enthuse marvel summarize summarise preach posit postulate profess theorize
    """)

# Verbs that bring a direct quotation but too often mean something else to bring reported speech.
QUOTE_ONLY = word_set("""
    ask continue call agree go laugh smile begin start conclude finish read text post reason shoot describe think
    cry sigh snap quip recall offer respond answer comment elaborate joke lament muse explain express criticize
    criticise address denounce evaluate assess open close tell chime interrupt press ponder sum counter remember correct grin groan grumble growl chuckle tease scream
    murmur sniff
    """)

# A document, a poll or a study "finds" and "shows": reported, by that document.
FINDING = word_set("find show suggest indicate reveal estimate conclude report confirm")

# Beliefs count only when they carry quoted words: an archive of statements holds what was said.
BELIEF = word_set(
    "worry wonder believe think feel hope expect fear know doubt consider understand anticipate see want wish judge"
)

OBJECT = word_set("""
    announce confirm condemn denounce deny reiterate underscore underline emphasize emphasise stress pledge
    promise predict demand reaffirm express voice criticize criticise accuse blame
    """)
OBJECT_POSSIBLE = word_set("""
    reject decry acknowledge admit allege applaud attack blast call claim cite concede deplore describe disclose
    dismiss dispute defend forecast hail highlight lambaste lament mock oppose praise propose protest question
    recommend rebuke refute repeat report reveal ridicule slam suggest threaten tout urge warn welcome
    """)
PLEDGE = word_set("pledge promise vow threaten swear claim guarantee")
PLEDGE_POSSIBLE = word_set("agree offer propose demand ask request volunteer profess")
# Spoken to somebody, so reported speech; to order, invite or challenge is as often a deed.
ORDER_SPOKEN = word_set("urge call advise tell ask warn encourage remind beg implore appeal")
ORDER = ORDER_SPOKEN | word_set("order instruct challenge invite")

# "called it “a disgrace”"
NAMING = word_set("call describe label dub brand deem characterize characterise denounce dismiss decry blast")

# Prepositions that join a reporting verb to its content.
WITH_PREPOSITION = {
    "warn": {"against", "of", "about"},
    "call": {"for"},
    "complain": {"about", "of"},
    "speak": {"of", "about"},
    "talk": {"about"},
    "boast": {"about", "of"},
    "apologize": {"for"},
    "apologise": {"for"},
    "object": {"to"},
}

_IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "writing"),
    "swear": ("swears", "swore", "swearing"),
    "read": ("reads", "read", "reading"),
    "think": ("thinks", "thought", "thinking"),
    "shoot": ("shoots", "shot", "shooting"),
    "go": ("goes", "went", "going"),
    "begin": ("begins", "began", "beginning"),
    "forecast": ("forecasts", "forecast", "forecasting"),
    "teach": ("teaches", "taught", "teaching"),
    "quip": ("quips", "quipped", "quipping"),
    "admit": ("admits", "admitted", "admitting"),
    "snap": ("snaps", "snapped", "snapping"),
    "brag": ("brags", "bragged", "bragging"),
    "plead": ("pleads", "pleaded", "pleading"),
    "sum": ("sums", "summed", "summing"),
}
_CONSONANTS = set("bcdfghjklmnpqrstvwxz")


def inflected(lemma: str) -> tuple[str, str, str]:
    """Third person, past and -ing form."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("y") and lemma[-2] in _CONSONANTS:
        stem = lemma[:-1]
        return stem + "ies", stem + "ied", lemma + "ing"
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing"
    plural = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return plural, lemma + "ed", lemma + "ing"


def _forms(lemmas: frozenset[str], *, which: tuple[int, ...]) -> dict[str, str]:
    return {inflected(lemma)[index]: lemma for lemma in sorted(lemmas) for index in which}


REPORTING = SAY | QUOTE_ONLY
FINITE_FORMS = _forms(REPORTING, which=(0, 1)) | {
    "say": "say",
    "tell": "tell",
    "argue": "argue",
    "write": "write",
}
PRESENT_PLURAL = REPORTING - set(_forms(REPORTING, which=(1,))) - {"read"}
ING_FORMS = _forms(REPORTING, which=(2,))
