"""Lines of a scraped article and their kinds: what is article and what came with the web page.

The rules look for what news sites put around an article; none looks for the words of one article.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from archive.intake.page.around import NOTE, kind_of
from archive.intake.page.carried import with_runs, without_carried
from archive.intake.results import Line
from archive.intake.spans import Span, stripped, word_count

BODY, HEADING = "body", "heading"

_LINE = re.compile(r"[^\n\r]+")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATE = rf"(?:\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|(?:{_MONTHS})[a-z]*\.? ?\d{{1,2}}(?:st|nd|rd|th)?,? ?\d{{4}}|\d{{1,2}} (?:{_MONTHS})[a-z]*\.?,? \d{{4}})"
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[apAP]\.?[mM]\.?)?)"
_DAY_NAME = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )"
TIMESTAMP = re.compile(
    rf"^(?:(?:published|updated|posted|last modified|first published|modified)(?: on| at)?:? ?)?"
    rf"(?:{_CLOCK}(?: ?[A-Z]{{2,4}})?,? )?{_DAY_NAME}?{_DATE}"
    rf"(?:[,T ]*(?:at |- |\| )?{_CLOCK})?(?: ?\(?(?:[A-Z]{{2,4}}|Z|[+-]\d\d:?\d\d)\)?)?$",
    re.I,
)

# (kind, pattern): the first that matches names the line. Whole lines unless the pattern says otherwise.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        # Placeholders that stay when the advertisement itself is not scraped; often glued together.
        ("ad_marker", r"^(?:\W*(?:advertis(?:e|ing|ement)s?|article continues (?:below|after)(?: this)? ad(?:vertisement)?|story continues(?: below)?(?: advertisement)?|scroll (?:down )?to continue|sponsored(?: content)?|promoted|ad)\W*)+$"),
        # Teasers of other articles: "See also …", "Read more: …".
        ("related_link", r"^\W*(?:(?:see|read|watch|check)(?: it)? (?:also|more|next|too|the (?:video|full story|latest))|also read|related(?: (?:stor(?:y|ies)|articles?|posts?|news))?|more(?: on this(?: story)?)?|recommended|don.t miss|must read|in pictures|watch|listen|video|read)\s*(?:[:|»>]|\u00a0|$)"),
        ("related_link", r"^\W*(?:see|read|watch) also\b"),
        ("related_links_heading", r"^(?:hot news.*|trending(?: now)?|most (?:read|popular|viewed).*|latest (?:news|stories)|top stories|special coverage|related (?:posts?|articles?|topics?)|you (?:may|might) (?:also )?like|more from .{1,40}|popular now|up next|editor'?s'? picks?)$"),
        ("site_chrome", r"^(?:text size|font size|close|open|top|back to top|menu|search|home|print|e-?mail|share(?: (?:this|on|via).*)?|tweet|comments?|\d+ comments?|save|copy link|skip to (?:main )?content|toggle \w+|loading\.*|next|previous|log ?in|sign (?:in|up).*|register|subscribe.*|follow (?:us|@).*|join us.*|newsletter.*|get (?:our|the) (?:newsletter|app).*|click here.*|tap here.*|facebook|twitter|x|whatsapp|linkedin|telegram|reddit|instagram|youtube|pinterest|view (?:comments|all)|show (?:more|less)|accept(?: all)?(?: cookies)?|hide caption|enlarge this image|listen to this article|\d+ min(?:ute)? read|play video)$"),
        ("site_chrome", r"^[a-z]+(?:_[a-z]+)+$"),
        # “Home › News › World”
        ("site_chrome", r"^(?:home|homepage|front page|news|startseite|accueil|inicio|홈)(?: ?[›»>/|→] ?[^›»>/|→.]{1,40}){1,6}$"),
        ("copyright", r"^\W*(?:©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4}|by\b))|\ball rights reserved\b|\bmay not be (?:published, broadcast|reproduced|redistributed)"),
        ("comment_form", r"^(?:leave a (?:reply|comment)|your email address will not be published|required fields are marked|post a comment|add a comment)|\brequired fields are marked\b"),
        ("photo_caption", r"\[photo by\b|\bphotograph(?:er)?: |^photo(?:graph)?(?: by| courtesy|:)|\(?(?:ap|afp|reuters|epa) photo(?:/|\))|\bphoto/|\((?:photo|image|picture)[:s ]|/ ?(?:getty images|afp|reuters|epa|ap)\)?\.?$|\bgetty images\b|^(?:illustrative|file|stock|undated|handout) (?:photo|image|picture)\b.{0,60}$|\bimage(?: credit)?: [^.]{2,80}\.?$|^caption:|\bfile photo\b"),
        ("credit", r"^(?:prepared|translated|edited|compiled) by\b.{0,60}$|^\W*(?:additional )?reporting (?:by|from)\b|^\W*editing by\b|^contact (?:the (?:author|reporter|writer)|us)\b|\bcontributed to this (?:report|story|article)\b"),
        ("author_box", r"\bto get in touch\b|\bcan be reached at\b|^follow (?:him|her|them|the author)\b|^about the author"),
        ("agency_credit", r"^[\[(][^\])]{1,20}=[^\])]{1,20}[\])]$|^\((?:reuters|ap|afp|yonhap|xinhua|tass|upi|ani|pti|dpa|end)\)$"),
        ("newsletter", r"^(?:sign up|subscribe) (?:for|to) .{0,120}$"),
        ("html_remnant", r"^<?/?\w{1,6}>$"),
    )
)  # fmt: skip
_CAPITAL = "[A-ZÀ-ÖØ-ÞČĆĎĐĘĚĞİŁŃŇŐŒŘŚŞŠŤŮŰŹŻŽ]"
_BYLINE = re.compile(rf"^(?:{_CAPITAL}[\w.'-]+(?: {_CAPITAL}[\w.'-]+){{0,3}} )?(?:By|BY|by) (?:{_CAPITAL}[\w.'’-]*)(?:,? (?:and |{_CAPITAL})[\w.'’,-]*){{0,10}}(?: {_DATE})?(?:[ ,|]+.{{0,20}}{_CLOCK}.{{0,12}})?$|^(?:By|BY) .{{3,80}}$")  # fmt: skip
# “Press Briefing by …”: who speaks there, and the title of it.
_SPEAKS = re.compile(r"\b(?:briefing|gaggle|remarks|statement|speech|address|interview|conference|testimony|lecture|keynote|toast|availability)s? by\b", re.I)  # fmt: skip
_COUNTER = re.compile(r"^(?:-|-\s*[\w’']+(?: [\w’']+){0,2}|\d+\s?[a-z]*)$")
_BIOGRAPHY = re.compile(
    r"^[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3} (?:(?:is|has been) (?:an?|the|our) (?:[\w'-]+ ){0,5}?"
    r"(?:reporter|correspondent|journalist|writer|editor|columnist|author|contributor)\b|covers |writes (?:about|for|on) |"
    r"reports on |joined [A-Z])[^\"“”]*$"
)
_TAGLINE = re.compile(r"^[\"“][^\"“”]{10,200}[\"”]$")
_ENDING = re.compile(r"[.!?:;,…。！？]\W*$|[\"”»」』]\s*$")
_LATIN = re.compile(r"[A-Za-z]")
_NAME_LINE = re.compile(r"^[A-Z][\w'’-]+(?: [A-Z][\w.'’-]+){1,3}$")


def lines_of(text: str) -> tuple[Line, ...]:
    """Every line that is not blank, without its line break and outer white space."""
    lines = [Line(span, _kind_alone(span.of(text))) for span in _spans(text)]
    wrapped = _is_wrapped(text, [line.span for line in lines])
    lines = without_carried(text, lines, wrapped=wrapped)
    lines = _without_teasers(text, lines)
    lines = _without_counters(text, lines)
    lines = _without_foreign_chrome(text, lines)
    lines = _without_repeats(text, lines)
    lines = _without_author_box(text, lines)
    return tuple(_with_headings(text, lines))


def boilerplate_of(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.kind not in (BODY, HEADING))


def paragraphs_of(text: str, lines: tuple[Line, ...]) -> tuple[Span, ...]:
    """Body lines; in hard-wrapped text the lines between two blank lines are one paragraph."""
    body = [line.span for line in lines if line.kind == BODY]
    if not _is_wrapped(text, body):
        return tuple(body)
    paragraphs: list[Span] = []
    for span in body:
        if paragraphs and _adjoins(text, paragraphs[-1], span):
            paragraphs[-1] = Span(paragraphs[-1].start, span.end)
        else:
            paragraphs.append(span)
    return tuple(paragraphs)


def _spans(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        span = stripped(text, Span(*match.span()))
        if span.end > span.start:
            yield span


def _kind_alone(line: str) -> str:
    if TIMESTAMP.match(line):
        return "timestamp"
    if len(line) > 400:
        return HEADING if NOTE.match(line) else BODY
    for kind, pattern in _PATTERNS:
        if pattern.search(line):
            return kind
    if len(line) < 120 and _BYLINE.match(line) and not (_ENDING.search(line) or _SPEAKS.search(line)):
        return "byline"
    return HEADING if NOTE.match(line) else kind_of(line) or BODY


def _without_teasers(text: str, lines: list[Line]) -> list[Line]:
    """What follows “Most read”: titles, without a mark at their end."""
    result, listed = list(lines), False
    for index, line in enumerate(lines):
        words = line.span.of(text)
        listed = line.kind == "related_links_heading" or (
            listed and len(words) < 110 and not _ENDING.search(words)
        )
        if listed and line.kind == BODY:
            result[index] = replace(line, kind="related_link")
    return result


def _without_counters(text: str, lines: list[Line]) -> list[Line]:
    """Runs of three or more tiny dash or number lines: reaction buttons and their counts."""

    def is_tiny(line: Line) -> bool:
        words = line.span.of(text)
        return len(words) < 25 and _COUNTER.match(words) is not None

    return with_runs(lines, is_tiny, "reaction_counter")


def _without_foreign_chrome(text: str, lines: list[Line]) -> list[Line]:
    """A short line in another script inside an article in Latin letters belongs to the page."""
    if len(_LATIN.findall(text)) < len(text) * 0.4:
        return lines
    return [
        replace(line, kind="site_chrome")
        if line.kind == BODY and len(line.span.of(text)) < 30 and not _LATIN.search(line.span.of(text))
        else line
        for line in lines
    ]


def _without_repeats(text: str, lines: list[Line]) -> list[Line]:
    """A title is kept where it stands first, a standfirst where it stands as a paragraph of the body."""
    body = [(index, line.span.of(text).casefold()) for index, line in enumerate(lines) if line.kind == BODY]
    counts = Counter(words for _, words in body)
    last = {words: index for index, words in body}
    result = list(lines)
    seen: set[str] = set()
    for index, words in body:
        long = word_count(words) > 25
        if counts[words] > 1 and (index != last[words] if long else words in seen):
            result[index] = replace(lines[index], kind="repeated")
        seen.add(words)
    return _without_captions_that_repeat(text, result)


def _without_captions_that_repeat(text: str, lines: list[Line]) -> list[Line]:
    """A caption often begins with the headline; the line that follows a repeated name is its box."""
    title = next((line.span.of(text) for line in lines if line.kind == BODY), "")
    return [
        replace(line, kind="photo_caption")
        if line.kind == BODY
        and len(title) > 30
        and len(line.span.of(text)) > len(title)
        and line.span.of(text).startswith(title)
        else line
        for line in lines
    ]


def _without_author_box(text: str, lines: list[Line]) -> list[Line]:
    """After the article: the author's name (again), a biography, a motto in quotation marks."""
    result = list(lines)
    for index in range(len(lines) // 2, len(lines)):
        words = lines[index].span.of(text)
        if lines[index].kind == BODY and _BIOGRAPHY.match(words):
            result[index] = replace(lines[index], kind="author_box")
    for index in range(len(lines) - 1, 0, -1):
        if result[index].kind in ("repeated", "byline", "author_box"):
            _mark_names_around(text, result, index)
    return result


def _mark_names_around(text: str, lines: list[Line], index: int) -> None:
    if index < len(lines) // 2:
        return
    for neighbour in (index - 1, index + 1):
        if 0 < neighbour < len(lines) and lines[neighbour].kind == BODY:
            words = lines[neighbour].span.of(text)
            if _NAME_LINE.match(words) or (neighbour > index and _TAGLINE.match(words)):
                lines[neighbour] = replace(lines[neighbour], kind="author_box")


def _with_headings(text: str, lines: list[Line]) -> Iterator[Line]:
    """Short lines without a final mark are headings: kept in the article, not searched for statements."""
    wrapped = _is_wrapped(text, [line.span for line in lines if line.kind == BODY])
    for index, line in enumerate(lines):
        words = line.span.of(text)
        short = word_count(words) <= 14 and len(words) < 110
        neighbours = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
        alone = not wrapped or not any(
            _adjoins(text, *sorted((line.span, other.span))) for other in neighbours if other.kind == BODY
        )
        if line.kind == BODY and short and alone and not _ENDING.search(words):
            yield replace(line, kind=HEADING)
        else:
            yield line


def _is_wrapped(text: str, body: list[Span]) -> bool:
    adjoining = [
        (first, second) for first, second in itertools.pairwise(body) if _adjoins(text, first, second)
    ]
    broken = sum(
        1
        for first, second in adjoining
        if text[second.start].islower() and text[first.end - 1] not in '.!?:"”'
    )
    return len(adjoining) >= 2 and broken >= len(adjoining) * 0.3


def _adjoins(text: str, first: Span, second: Span) -> bool:
    between = text[first.end : second.start]
    return between.count("\n") + (between.count("\r") if "\n" not in between else 0) <= 1
