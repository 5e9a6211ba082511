"""Names inside mentions: what is name, what is title, and when two names may be one person."""

import difflib
import re
from collections.abc import Iterable

from archive.intake.people.places import is_country, is_media, names_country
from archive.intake.spans import Span, word_set
from archive.text import name_key

TITLES = word_set("""
    president vice secretary general minister prime premier chancellor chairman chairwoman chair chairperson spokesman
    spokeswoman spokesperson senator sen representative rep congressman congresswoman governor gov mayor ambassador envoy
    director deputy assistant chief judge justice attorney king queen prince princess pope bishop archbishop cardinal
    rev reverend rabbi imam sheikh ayatollah dr doctor professor prof mr mrs ms miss sir lord lady dame baroness capt
    captain col colonel lt lieutenant maj major gen sgt sergeant officer detective sheriff commander admiral adm marshal
    commissioner superintendent coach manager leader speaker whip delegate councilman councilwoman councillor councilor
    analyst adviser advisor strategist pollster counsel counselor consultant researcher economist scientist editor
    author writer journalist reporter correspondent columnist host anchor curator actor actress musician singer artist
    student teacher founder co-founder ceo cfo coo executive former first lady head administrator treasurer archivist
    mp mep msp qc kc firefighter coroner magistrate bishop constable brigadier
    skipper paceman batsman striker midfielder goalkeeper defender inspector constable superintendent trooper ranger pastor
    nurse surgeon pilot chef duke duchess earl count emperor sultan emir crown chancellor archdeacon canon vicar monsignor
    aide organizer activist lawyer prosecutor investigator expert fellow candidate nominee democrat republican foreign
    defense defence state press acting national security house senate majority minority interior finance treasury
    """)
# Heads of descriptions without a name.
PERSON_NOUNS = word_set("""
    official officials spokesman spokeswoman spokesperson spokespeople spokesmen source sources aide aides adviser
    advisers advisor advisors diplomat diplomats analyst analysts expert experts minister president senator
    representative lawmaker lawmakers officer officers police witness witnesses lawyer lawyers attorney attorneys
    leader leaders critic critics observer observers man woman resident residents voter voters supporter supporters
    employee employees person people researcher researchers scientist scientists economist economists mayor governor
    secretary ambassador chairman chairwoman director judge prosecutor prosecutors investigator investigators commander
    congressman congresswoman candidate nominee mother father son daughter wife husband brother sister student teacher
    professor author doctor coach manager strategist strategists operative operatives donor donors democrat republican
    democrats republicans others some many authority authorities staffer staffers member members general chief king
    """)
# Also surnames, so they end no name: Frank Farmer, Minnie Driver.
OCCUPATIONS = word_set("""
    firefighter firefighters coroner magistrate farmer farmers fisherman fishermen driver drivers nurse nurses neighbor
    neighbors neighbour neighbours activist activists campaigner campaigners opponent opponents negotiator negotiators envoy
    envoys prosecution defendant defendants plaintiff plaintiffs journalist journalists reporter reporters bystander
    bystanders passenger passengers survivor survivors worker workers relative relatives detainee detainees militant
    militants rebel rebels protester protesters refugee refugees engineer engineers pilot pilots chef baker captain
    """)
_OFFICIAL_LIKE = word_set(
    "official spokesman spokeswoman spokesperson source aide diplomat adviser advisor officer representative minister secretary"
)
ORGANISATION_NOUNS = word_set("""
    ministry department agency government administration company firm group party court committee commission council
    office organization organisation association union bank university campaign union coalition board bureau service
    institute center centre foundation authority embassy police army navy military force forces newspaper network
    report study poll survey statement paper regime cabinet parliament congress senate house team club church
    federation federations society league kremlin institution website outlet broadcaster lawsuit complaint document
    """)
_PARTICLES = word_set("al el bin ibn abu von van der den de del della da di du la le dos das ter ten st")
_SUFFIXES = word_set("jr jr. sr sr. ii iii iv")
_TOKEN = re.compile(r"[^\W\d_][\w.'’-]*")
_ACRONYM = re.compile(r"^[A-Z]{2,6}$")
_GROUP_WORDS = re.compile(
    r"^(?:House|Senate|Department|Ministry|Party|Committee|Council|Court|University|Institute|Agency|Association|Union|Bank|Street|"
    r"Board|Bureau|Center|Centre|Foundation|Church|Congress|Parliament|Police|Army|Navy|Force|Forces|Times|Post|News|Journal|Street|"
    r"County|City|State|States|Nations|Commission|Office|Authority|Service|Group|Company|Inc|Corp|Co|Ltd|LLC|Club|Coalition|"
    r"Administration|Security|Campaign|Federation|Society|League|Center|College|School|Hospital|Republic|Embassy|Officials?|"
    r"Republicans|Democrats|Americans|Russians|Airport|International|Prison|Museum|Zoo|Library|Airlines|Airways|Railways?|Brigade|Command|Laboratory|Observatory|"
    r"Fund|Project|Alliance|Network|Press|Intelligence|Defense|Defence|Affairs|Pentagon|Kremlin|"
    r"Labor|Labour|Opposition|Coalition|Conservatives|Tories|Liberals|Greens|Taliban|Hezbollah|Hamas|Fatah|"
    r"(?:English|French|Irish|Scots|Dutch|Welsh)(?:men|women|man|woman)|"
    r"Today|Yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|"
    r"September|October|November|December|But|And|The|In|On|At|For|As|If|When|While|After|He|She|They|It|We|That|This|These|Those|"
    r"Some|Many|Most|Several|Others?|Both|One|Two|Three|Asked|Speaking|According|Meanwhile|However|Since|Also|Still|Yet)$"
)


def similar_names(name: str, known: Iterable[str], limit: int = 5) -> tuple[str, ...]:
    """Known names to suggest, likeliest first. A suggestion for an editor: Kim Jong-un is also like Kim Hong-kyun."""
    key = name_key(name)
    scored = sorted(((_likeness(key, name_key(other)), other) for other in known), reverse=True)
    return tuple(other for score, other in scored[:limit] if score >= 0.7)


def _likeness(key: str, other: str) -> float:
    tokens, others = set(key.split()), set(other.split())
    if tokens and (tokens <= others or others <= tokens):
        return 0.9 + 0.1 * (key == other)
    return difflib.SequenceMatcher(None, " ".join(sorted(tokens)), " ".join(sorted(others))).ratio()


def personal_name(phrase: str) -> Span | None:
    """The name in a mention: "U.S. Secretary of State [Antony Blinken]", "Sen. [Ben Sasse] of Nebraska"."""
    whole = _name_at_end(phrase)
    leading = _leading_name(phrase)
    if leading is not None and (whole is None or " " not in phrase[whole.start : whole.end]):
        return leading
    belonging = _BELONGING.search(phrase)
    if belonging is None:
        return whole
    between = phrase[belonging.end() : whole.start].strip() if whole is not None else ""
    if between and not _is_anothers(belonging.group(), between):
        return whole
    return _name_at_end(phrase[: belonging.start()])


def _leading_name(phrase: str) -> Span | None:
    """“Professor [Alan Trounson] deputy director of the Institute”: two names and more at the beginning."""
    run = re.match(r"(?:[A-Z][\w.'’-]*\w\.? ?)+", phrase)
    whose = run is not None and re.search(r"['’]s? ?$", run.group())
    name = _name_at_end(run.group().rstrip()) if run and not whose else None
    return name if name is not None and " " in phrase[name.start : name.end] else None


def _is_anothers(preposition: str, between: str) -> bool:
    """“a spokesman for provincial governor Gul Agha”: a title before the name makes it the other one's."""
    last = between.split()[-1].casefold().strip(".")
    return preposition.split()[0] in ("for", "to", "with") and last in TITLES


# What follows is where somebody is from or whom they serve, not who they are.
_BELONGING = re.compile(r" (?:of|from|in|at|for|with|on|to) (?:the )?(?=[^ ]+(?: [^ ]+)*$)")


def _name_at_end(phrase: str) -> Span | None:
    tokens = list(_TOKEN.finditer(re.sub(r"['’]s?$", lambda match: " " * len(match.group()), phrase)))
    first = last = None
    for token in reversed(tokens):
        word = token.group()
        if last is None and word.casefold() in _SUFFIXES:
            last = token.end()
            continue
        if not _may_be_name(word, phrase, token.start(), first):
            break
        first = token.start()
        last = last or token.end()
    if first is None or last is None:
        return None
    first = _without_leading_particle(phrase, first)
    return Span(first, last) if _is_person(phrase[first:last]) else None


def _may_be_name(word: str, phrase: str, start: int, first: int | None) -> bool:
    folded = word.casefold().strip(".")
    if first is not None and phrase[start + len(word) : first].strip() not in ("", "-"):
        return False
    if folded in _PARTICLES:
        return first is not None
    # “Meteorology's Claire Richards”, “ambassador to the UN Vasily Nebenzya”: whose, not who.
    if first is not None and (word.endswith(("'s", "’s")) or re.match(r"[A-Z]{3,6}$|U[NKS]$|EU$", word)):
        return False
    if not word[0].isupper() and not re.match(r"(?:al|el)-[A-Z]|de[A-Z]|d'[A-Z]", word):
        return False
    if folded in PERSON_NOUNS or folded in ORGANISATION_NOUNS:
        return False
    return not _is_title(folded) and not _GROUP_WORDS.match(word) and not is_country(word)


def _is_title(word: str) -> bool:
    """Also “Attorney-General” and “Lieutenant-General”."""
    return all(part in TITLES or part in PERSON_NOUNS for part in word.split("-"))


def _without_leading_particle(phrase: str, first: int) -> int:
    match = re.match(r"(?:st|de|la|le|al|el|the) ", phrase[first:])
    return (
        first
        if match is None or match.group().strip() in ("al", "el", "de", "la", "le", "st")
        else first + match.end()
    )


def _is_person(name: str) -> bool:
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in _SUFFIXES:
        words.pop()
    return (
        bool(words)
        and not is_media(name)
        and not names_country(name)
        and not _ACRONYM.match(words[-1])
        and len(words) <= 5
        and len(name) > 1
    )


def title_words(phrase: str) -> frozenset[str]:
    return frozenset(word for word in name_key(phrase).split() if word in TITLES)


def head_noun(phrase: str) -> str | None:
    """The noun a description turns on: "a senior official at the presidential office" → official."""
    start = re.split(
        r"\b(?:at|in|of|from|with|for|who|on|by|familiar|close|briefed)\b|,", phrase, maxsplit=1
    )[0]
    words = name_key(start).split()
    return words[-1] if words else None


def same_description(head: str, other: str) -> bool:
    """ "The official" may take up a spokesperson, "the spokesman" a spokesman."""
    if head == other:
        return True
    spokes = {"spokesman", "spokeswoman", "spokesperson"}
    return (head == "official" and other in _OFFICIAL_LIKE) or (head in spokes and other in spokes)


_FEMALE = word_set("""
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly
    emily donna michelle carol amanda melissa deborah debbie stephanie rebecca laura sharon cynthia kathleen amy angela shirley anna
    brenda pamela nicole ruth katherine kathryn samantha christine emma catherine virginia rachel carolyn janet maria heather
    diane julie joyce victoria kelly christina joan evelyn lauren judith olivia martha cheryl megan andrea ann anne alice jean
    doris jacqueline hannah kathryn gloria teresa sara janice marie julia grace judy theresa beverly denise marilyn amber
    danielle brittany diana abigail jane natalie lori tiffany alexis kayla kellyanne hillary ivanka melania avril kamala
    condoleezza angela theresa ursula jill loretta elena sonia nikki tulsi kirsten dianne claire tammy maxine huma jen jennifer
    svetlana natalia olga irina tatiana yulia ekaterina anastasia mariya yelena katie kate molly erin ellen wendy valerie robin
    alia sehar kristen colette elaine sue suella liz priti nicola jacinda sanna aung benazir indira golda simone giulia
    """)
_MALE = word_set("""
    james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony mark donald
    steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan
    stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron
    jose adam nathan henry douglas zachary peter kyle noah ethan jeremy walter christian keith roger terry austin sean gerald
    carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne
    vladimir dmitry sergei sergey antony jens kurt colin mike bill bob jim tom tim jeff greg ted mitch chuck bernie barack marco
    rand chris newt rudy reince steve sergio mikhail igor boris aleksandr nikolai yuri viktor volodymyr joe jake lloyd xi emmanuel
    olaf rishi boris narendra recep benjamin ahmed mohammed muhammad ali hassan hussein abdul khaled ibrahim omar jared corey
    """)


def gender(name: str) -> str | None:
    """What a pronoun may be: from the first name only, None where it says nothing."""
    words = name_key(name).split()
    if not words or len(words) < 2:
        return None
    if words[0] in _FEMALE and words[0] not in _MALE:
        return "she"
    return "he" if words[0] in _MALE and words[0] not in _FEMALE else None
