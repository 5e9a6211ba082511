"""Speaker labels of a transcript: where they stand, and which of them name the same speaker."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from archive.intake.spans import word_set

# Blanks, and what has no width: a reader sees neither.
SPACE = r"[ \t\u00a0\u00ad\u2007\u200b-\u200f\u202a-\u202f\u2060-\u2069\u3000\ufeff]"
# Before a label on its line: marks of bold type, of a list or of captions, a number, a time.
_BEFORE = rf"[*_]{{1,2}}|\#{{1,6}}{SPACE}|[-–—•]{SPACE}|>{{1,3}}{SPACE}?|\d{{1,3}}(?:[.)]|{SPACE}){SPACE}|[\[(]\d{{1,2}}(?::\d{{2}}){{1,2}}[\])]{SPACE}|\d{{1,2}}(?::\d{{2}}){{2}}{SPACE}"
_BEGIN = rf"(?:^|(?<=\n)){SPACE}*+(?:{_BEFORE})?{SPACE}*+"
# The colon of "HALE 00:01" is that of a time.
_END = rf"{SPACE}{{0,2}}[*_]{{0,2}}[:：](?:(?!\d)|(?<!\d[:：]))[*_]{{0,2}}"

_TIME = r"[\[(]\d{1,2}(?::\d{2}){1,2}[\])]"

# What may be a label is found by where it stands; `_worded` says whether it is made of names.
LINE_LABEL = re.compile(rf"{_BEGIN}(?P<label>[^\W\d_][^\n:：*]{{0,90}}?)(?:{SPACE}?{_TIME})?{_END}")
QUESTION_LINE = re.compile(rf"{_BEGIN}(?P<label>Q)[*_]{{0,2}}(?:[.:]{SPACE}*|{SPACE}+)(?=\S)")
# In running text: at most eight words before a colon.
INLINE_LABEL = re.compile(
    r"(?<=[ \t\u00a0])(?P<label>[^\W\d_a-z][^\s:]{0,30}(?:[ \t\u00a0]{1,3}[^\s:]{1,30}){0,5})[ \t\u00a0]{0,2}:(?=\S|\s)"
)
INLINE_QUESTION = re.compile(
    rf"(?<=[.?!)\]”\"…\-–—])(?:{SPACE}|\n){{1,40}}(?P<label>Q)(?P<gap>:?{SPACE}{{1,20}})(?=[^\W_a-zß-öø-ÿ\d]|[\d“\"‘'\-–—(])"
)
# Where questions are "Q." the answers are "A."; one alone begins a sentence or a list.
ANSWER_LINE = re.compile(rf"{_BEGIN}(?P<label>A)[*_]{{0,2}}(?:[.]{SPACE}+|\t{SPACE}*|{SPACE}{{2,}})(?=\S)")
# The records of parliaments end a label with a dot: "Mr. SMITH of Texas.", "The PRESIDING OFFICER."
DOTTED_LINE = re.compile(
    rf"(?:^|(?<=\n)){SPACE}*(?P<label>(?:M(?:r|rs|s|iss|me|R|RS|S)\.?|D[rR]\.?|Sir|Dame|Hon\.?|The)(?:{SPACE}(?:Ma?c|De|Van|La|Le|O['’])?[A-Z][A-Z'’\-]+)++"
    rf"(?:{SPACE}(?:of|pro){SPACE}[A-Za-z]+(?:{SPACE}[A-Z][a-z]+)*)?(?:{SPACE}\([^()\n]{{1,60}}\))?){SPACE}?(?:\.(?:[—–-]|{SPACE}+|(?=\n))|[—–])"
)
# "Ann Hale  0:03": machines write where in the recording it was said.
TIMED_LINE = re.compile(
    rf"{_BEGIN}(?P<label>[^\W\d_a-z][^\n:：*]{{0,60}}?){SPACE}{{1,10}}[\[(]?\d{{1,2}}(?::\d{{2}}){{1,2}}[\])]?{SPACE}*(?=\n)"
)
# "(UNKNOWN): And you?"
BRACKETED_LINE = re.compile(rf"{_BEGIN}\((?P<label>[A-Z][A-Z ]{{2,30}})\){_END}")
OWN_LINE = re.compile(rf"(?:^|(?<=\n)){SPACE}*(?P<label>Q|[^\W\d_a-z][^\n:]{{1,60}}?){SPACE}*(?=\n)")
_BRACKETED = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_UNSEEN = frozenset(["Cf", "So", "Sk"])
_SMALL = word_set("""
    de da von van of al the for and der den di du la le bin ben el
    """)
# Courtesy titles that some languages write in small letters: "κ. ΠΑΠΑΣ:", "г-н ПЕТРОВ:".
_COURTESY = word_set("""
    κ κα κκ г г-н г-жа п пан пані sr sra srta d dña sig dhr mw hr fr dr m mme mlle mr mrs ms
    """)
_PARTICLES = _SMALL - {"of", "the", "for", "and"}
_PIECE = re.compile(r"[^\W\d_][\w.'’\-]*(?:/[^\W\d_][\w.'’\-]*)?,?|#?\d{1,2}|[A-Z]\.|&")

TITLES = word_set("""
    MR MRS MS MISS DR SIR DAME LORD LADY PRESIDENT SECRETARY SENATOR GENERAL ADMIRAL GOVERNOR
    AMBASSADOR MAYOR MINISTER CHAIRMAN CHAIR CHAIRWOMAN CHAIRPERSON REPRESENTATIVE CONGRESSMAN
    CONGRESSWOMAN JUDGE JUSTICE COLONEL CAPTAIN MAJOR LIEUTENANT COMMANDER DIRECTOR COMMISSIONER
    CHANCELLOR PREMIER PRIME VICE DEPUTY UNDER ASSISTANT ADMINISTRATOR OFFICIAL SPEAKER PROFESSOR
    PROF REV REVEREND BISHOP SHERIFF CHIEF ATTORNEY SPOKESPERSON SPOKESMAN SPOKESWOMAN KING QUEEN
    PRINCE MADAM FIRST THE HON HONORABLE SENIOR ADMINISTRATION DEFENSE DEFENCE STATE DEPARTMENT
    MILITARY US WHITE HOUSE SEC GEN LT COL MAJ CAPT SGT CMDR CDR ADM VADM RADM BRIG AMB GOV SEN REP
    PRES PRO TEMPORE PRESIDING ACTING OFFICER DEP ASST M MME MLLE HERR FRAU STS PRÉSIDENT PRÉSIDENTE MINISTRE
    """)
HONORIFICS = word_set("MR MRS MS MISS DR SIR DAME LORD LADY THE M MME MLLE HERR FRAU MADAM HON HONORABLE")
# They stand in too many sentences to begin a label in running text.
_WEAK_TITLES = word_set("THE FIRST US STATE WHITE HOUSE DEFENSE DEFENCE DEPARTMENT")
_ASKING = word_set("""
    Q QUESTION QUESTIONS QUESTIONER REPORTER REPORTERS JOURNALIST CROWD MEDIA PRESS INTERVIEWER AUDIENCE PARTICIPANT
    FRAGE ZUSATZFRAGE PREGUNTA DOMANDA PERGUNTA VRAAG PYTANIE ВОПРОС ПИТАННЯ ЗАПИТАННЯ 问 問 记者 記者 质询 質問 질문 기자
    سؤال صحفي صحافي שאלה שאלות SORU FRÅGA SPØRGSMÅL SPØRSMÅL KYSYMYS OTÁZKA ΕΡΩΤΗΣΗ PERTANYAAN JOURNALISTE PERIODISTA
    GIORNALISTA JORNALISTA HỎI ΕΡΩΤΗΣΗ ΔΗΜΟΣΙΟΓΡΑΦΟΣ คาถาม
    """)
_ANSWERING = word_set(
    "A ANSWER ОТВЕТ ВІДПОВІДЬ ANTWORT RESPUESTA RÉPONSE RISPOSTA RESPOSTA CEVAP SVAR جواب תשובה 答 답변"
)
_LEADING = word_set("OPERATOR MODERATOR HOST ANCHOR CLERK INTERPRETER TRANSLATOR ANNOUNCER STAFF AIDE")
# Parliaments number the questions of a hearing: "Q14 Sarah Ogden:".
_NUMBERED = re.compile(r"Q ?\d{1,4}[.:]?\s+(?=\S)")
_SOMEBODY = re.compile(
    r"\b(?:OFFICIALS?|UNIDENTIFIED|UNKNOWN|SOURCE|SPEAKER(?=\s*#?\d)|(?:FE)?MALE (?:SPEAKER|VOICE)|VOICE|MEMBER)\b"
)
_NOT_LABELS = word_set("""
    NOTE NOTES NB PS WHEN WHERE WHO WHAT WHY TIME DATE PLACE LOCATION SUBJECT RE TO FROM CC CONTACT
    PARTICIPANTS ATTENDEES SPEAKERS AGENDA TOPIC TOPICS INDEX TRANSCRIPT BACKGROUND SUMMARY RELEASE
    DECEMBER MONDAY EMAIL PHONE TEL WEB SOURCE LINK CORRECTION UPDATE UPDATED PUBLISHED LAST READ
    END MODERATORS HOSTS PANELISTS GUESTS WITNESSES PRESENT MORE SEE ALSO VIDEO AUDIO PHOTO HTTP HTTPS A.M P.M AM PM
    """)


OPENING = frozenset('“"«„')


class Voice(StrEnum):
    """What a label stands for, as far as the label itself tells."""

    NAMED = "named"
    UNNAMED = "unnamed"  # an official on background, a voice
    QUESTION = "question"  # reporters and whoever asks
    LEADING = "leading"  # operators, moderators, interpreters


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed; what is said before it ends at `begins`, and what is said under it begins at `words_from`."""

    printed: str
    key: str
    begins: int
    start: int
    end: int
    words_from: int


def key_of(printed: str) -> str:
    """The same for "MR.EARNEST", "Mr. Earnest" and "MR. EARNEST ": capitals, one space, no dots after titles."""
    bare = _BRACKETED.sub("", _NUMBERED.sub("", seen(printed)))
    spaced = re.sub(r"\b(Mrs?|Ms|Dr)(?:\.\s*|\s+)(?=\S)", r"\1 ", bare, flags=re.I)
    return " ".join(spaced.upper().replace("’", "'").split()).rstrip(".")


def seen(printed: str) -> str:
    """As a reader sees it: without what has no width, pictures, and two ways to write one letter."""
    printed = printed.replace("&nbsp;", " ")  # left in texts that were pages once
    if printed.isascii():
        return printed
    composed = unicodedata.normalize("NFKC", printed)
    return "".join(c for c in composed if unicodedata.category(c) not in _UNSEEN and c != "\ufe0f").strip()


def _unmarked(printed: str) -> str:
    """Without the vowel signs of many scripts, which are no letters to a pattern."""
    return "".join(c for c in seen(printed) if c.isascii() or unicodedata.category(c)[0] != "M")


def _names(printed: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", _unmarked(printed))


def is_numbered(printed: str) -> bool:
    return bool(_NUMBERED.match(printed))


def voice_of(key: str) -> Voice:
    words = set(_names(key))
    if words & _ASKING and not words & {"SECRETARY", "OFFICER", "STAFF"} and len(words) <= 2:
        return Voice.QUESTION
    if words & _LEADING:
        return Voice.LEADING
    return Voice.UNNAMED if _SOMEBODY.search(key) else Voice.NAMED


def labels(text: str) -> list[Label]:
    """In order, none overlapping. Linear in the length of the text."""
    with_colon = [_label(match) for match in LINE_LABEL.finditer(text)]
    lines = [label for label in with_colon if _worded(label.printed)]
    lines += _timed(text)
    lines += map(_label, BRACKETED_LINE.finditer(text))
    lines += [_label(match) for match in DOTTED_LINE.finditer(text) if _presides(match["label"])]
    lines += _questions(text)
    lines += _in_small_letters(with_colon)
    counts = Counter(label.key for label in lines)
    found = [label for label in lines if _is_label(label, counts)]
    known = {label.key for label in found}
    if len(found) > 2 and len(known) > 1:
        capitals = sum(_mostly_upper(label.printed) for label in found) > 0.8 * len(found)
        found += [
            label for label in lines if label.key not in known and _may_speak_once(label, capitals=capitals)
        ]
        found = [label for label in found if counts[label.key] > 1 or not _is_read_out(text, label)]
        known = known & {label.key for label in found}
    # "mr. hale:" among "MR. HALE:".
    found += [label for label in with_colon if " " in label.key and label.key in known]
    inline = [_label(match) for match in INLINE_LABEL.finditer(text)]
    found += [tail for label in inline if (tail := _known_tail(label, known))]
    flowing = len(found) > 3 * sum(1 for label in found if _begins_line(text, label.start))
    for match in INLINE_QUESTION.finditer(text):
        if found and (flowing or len(match["gap"]) > 1):
            found.append(_label(match))
    found += _own_lines(text, {label.key for label in found})
    return _apart(found)


def _questions(text: str) -> list[Label]:
    """Lines under "Q", and under "A" where both come again and again."""
    asked = list(map(_label, QUESTION_LINE.finditer(text)))
    answered = list(map(_label, ANSWER_LINE.finditer(text)))
    return [*asked, *answered] if 1 < len(answered) <= 2 * len(asked) else asked


def _timed(text: str) -> list[Label]:
    """Names before times, where they come again and again."""
    found = [label for label in map(_label, TIMED_LINE.finditer(text)) if _worded(label.printed)]
    counts = Counter(label.key for label in found)
    return [label for label in found if counts[label.key] > 1]


def _in_small_letters(found: list[Label]) -> list[Label]:
    """ "mr. hale:" and "q:", where they come again and again."""
    small = [label for label in found if label.printed.islower() and 0 < len(_names(label.key)) < 5]
    counts = Counter(label.key for label in small)
    begin = (HONORIFICS - {"THE", "M"}) | _ASKING
    return [label for label in small if counts[label.key] > 1 and _names(label.key)[0] in begin]


def _worded(printed: str) -> bool:
    """Whether it is made of capitalised words alone, as names and offices are."""
    pieces = _BRACKETED.sub("", _unmarked(printed)).split()
    if not 0 < len(pieces) < 9:
        return False
    if len(pieces) > 1 and pieces[0].rstrip(".") in _COURTESY and _mostly_upper(" ".join(pieces[1:])):
        pieces, printed = pieces[1:], " ".join(pieces[1:])
    return all(
        _PIECE.fullmatch(piece) and (not piece[0].islower() or piece in _SMALL) for piece in pieces
    ) and (not printed[0].islower() or (pieces[0] in _PARTICLES and not pieces[-1][0].islower()))


def _presides(dotted: str) -> bool:
    """After "The", only an office is a label."""
    first, *words = dotted.upper().split()
    return first != "THE" or words[0] in (TITLES | _LEADING) - _WEAK_TITLES


def _label(match: re.Match[str]) -> Label:
    printed = match["label"]
    start = match.start("label")
    return Label(printed, key_of(printed), match.start(), start, start + len(printed), match.end())


def _is_label(label: Label, counts: Counter[str]) -> bool:
    words = _names(label.key)
    if not words or set(words) & _NOT_LABELS or len(label.printed) > 80:
        return False
    if words[0] in _ASKING | _LEADING | _ANSWERING or is_numbered(label.printed):
        return True
    titled = words[0] in TITLES and len(words) > 1
    if label.printed.upper() == label.printed or _mostly_upper(label.printed):
        return titled or counts[label.key] > 1 or len(words) > 1
    return titled or counts[label.key] > 1


def _may_speak_once(label: Label, *, capitals: bool) -> bool:
    """Where many labels stand already, a name or an office on its own may be one too; one word if it looks as they do."""
    words = re.findall(r"[^\W\d_]+", label.key)
    one = words[0] in TITLES - _WEAK_TITLES or (
        capitals and _mostly_upper(label.printed) and len(words[0]) > 2
    )
    named = len(words) in (2, 3) or (len(words) == 1 and one)
    return named and not set(words) & _NOT_LABELS and len(label.key) < 40


def _is_read_out(text: str, label: Label) -> bool:
    """A name before words in quotation marks: whoever has the word reads a statement of somebody else."""
    opened = text[label.words_from : label.words_from + 40].lstrip()[:1] in OPENING
    return opened and not _mostly_upper(label.printed)


def _mostly_upper(printed: str) -> bool:
    letters = [c for c in printed if c.isalpha()]
    return sum(map(str.isupper, letters)) > 0.7 * len(letters)


def _known_tail(label: Label, known: set[str]) -> Label | None:
    """The longest end that is a label: of "on that? U.S. MR. GIBBS" it is "MR. GIBBS"."""
    best = None
    for piece in reversed(list(re.finditer(r"\S+", text := label.printed))):
        if best and re.search(r"[?!,;”\"]$|--$|[^\W\d_]{4,}\.$", piece[0]):
            break
        tail = text[piece.start() :]
        if _is_inline(tail, known):
            start = label.end - len(tail)
            best = Label(tail, key_of(tail), start, start, label.end, label.words_from)
    return best


def _is_inline(tail: str, known: set[str]) -> bool:
    if not _mostly_upper(tail) or not _worded(tail):
        return False
    words = re.findall(r"[^\W\d_]+", tail.upper())
    titled = words[0] in TITLES - _WEAK_TITLES and len(words) > 1
    return key_of(tail) in known or titled or (len(words) == 1 and voice_of(words[0]) is Voice.LEADING)


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t\u00a0*_-–—•")


def _own_lines(text: str, known: set[str]) -> list[Label]:
    """Labels without a colon on a line of their own, where such lines come again and again."""
    found = [
        _label(match)
        for match in OWN_LINE.finditer(text)
        if _worded(match["label"]) and (_mostly_upper(match["label"]) or _is_seat(match["label"]))
    ]
    counts = Counter(label.key for label in found)
    several = sum(1 for count in counts.values() if count > 1) > 1
    return [
        label
        for label in found
        if label.key in known
        or (
            several
            and counts[label.key] > 1
            and (label.key.split()[0] in TITLES | _ASKING or label.printed.endswith(")"))
        )
        or (
            several
            and counts[label.key] > 2
            and len(label.key.split()) < 4
            and label.key not in {"END", "END QUOTE"}
        )
    ]


def _is_seat(printed: str) -> bool:
    """As parliaments print who speaks: "The Prime Minister", "Tom Bell (Saltmarsh) (Lab)"."""
    words = _names(printed.upper())
    return printed.endswith(")") or (len(words) > 1 and words[0] in HONORIFICS and set(words[1:]) <= TITLES)


def _apart(found: list[Label]) -> list[Label]:
    kept: list[Label] = []
    for label in sorted(found, key=lambda label: (label.start, -label.words_from)):
        if not kept or label.start >= kept[-1].words_from:
            kept.append(label)
    return kept
