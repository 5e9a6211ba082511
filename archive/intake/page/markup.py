"""A page's markup without what browsers do not show and what stands around an article. One pass, bounded in all ways."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from archive.intake.page.readers import BOXES, HEADING, is_box, may_be_box, says_whether
from archive.intake.page.stylesheets import hidden_names

MOST_TAGS = 200_000
_QUOTED = -1
_DEEPEST = 120
_LONGEST_VALUE = 20_000
_LONGEST_FACTS = 100_000
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAME = re.compile(r"/?[a-zA-Z][\w:-]{0,40}")
_MARK_OR_END = re.compile(r"[\"'>]")
_SPACE = re.compile(r"\s+")
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<name>hidden|style|aria-hidden|aria-modal|aria-label|role|class|id|property|name|content|itemprop|lang|href|rel|datetime)(?:\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s>\"']+)))?(?![\w-])",
    re.IGNORECASE,
)
# Raw text up to their own end tag.
_RAW = {"script", "style", "textarea", "xmp", "noembed", "noframes"}
_RAW_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _RAW}
_UNSEEN = {
    "template",
    "noscript",
    "svg",
    "iframe",
    "object",
    "canvas",
    "select",
    "button",
    "nav",
    "dialog",
    "math",
    "audio",
    "video",
    "map",
}
_STRUCK = {"del", "s", "strike"}
_HIDDEN = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)(?![\w-])")
_LINE_THROUGH = re.compile(r"(?:^|;)text-decoration(?:-line)?:[^;]*line-through")
# Read aloud, never seen; the last four are seen on some screens where another class says so.
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader(?:-text|-only)?|show-for-sr|a11y-hidden|offscreen)(?:\s|$)",
    re.IGNORECASE,
)
_OFF_CLASS = re.compile(r"(?:^|\s)(?:d-none|is-hidden|hide|hidden)(?:\s|$)")
_ON_SOME_SCREENS = re.compile(r"(?:^|\s)(?:\w+:|d-\w+-)(?:block|flex|grid|inline)")
# “said.[1]”, “said¹”: the sign of a note.
_NOTE = re.compile(r"\s*(?:[\[(][\w .*†‡]{1,20}[\])]|\d{1,3}|[*†‡])\s*")
_POWER = re.compile(r"(?:\d|\b[a-zA-Z]{1,2})$")
_OPENING, _CLOSING = tuple("“„«‘\"'"), tuple("”»’\"'")
# A new block ends them, with or without their end tag.
_CLOSED_BY_ITSELF = {"p", "dt", "dd", "option"}
_VOID = {
    "br",
    "hr",
    "img",
    "meta",
    "link",
    "input",
    "source",
    "track",
    "area",
    "base",
    "col",
    "embed",
    "param",
}
_KEPT = {
    "html",
    "head",
    "body",
    "title",
    "main",
    "article",
    "section",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "figure",
    "figcaption",
    "header",
    "footer",
    "aside",
    "br",
    "hr",
    "meta",
    "link",
    "center",
    "address",
    "details",
    "summary",
    "form",
}
BLOCKS = _KEPT - {"meta", "link", "html", "head"}
_NOT_ARTICLE = re.compile(
    r"(?<![a-z])(?:cookies?|cookie-?(?:bar|banner|notice|consent)|consent|gdpr|breadcrumbs?|share-?(?:bar|buttons?|tools|links?|icons?)?|sharing|social-?(?:bar|share|media|links|icons)?|"
    r"newsletter(?:-?signup)?|most[-_]?(?:read|popular|viewed|shared)|advertisements?|ad-(?:container|slot|wrapper|unit|banner)|promo(?:-box)?|onetrust|qc-cmp2|didomi|cybotcookiebot\w*|trending|related-?(?:articles?|links?|stories|posts|news|content)?|recommended|paywall-prompt|skip-?link)(?![a-z]|-?(?:en|dis)abled)"
    rf"|{BOXES}",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"schema\.org/BreadcrumbList|aria-label=[\"']?breadcrumbs?\b", re.IGNORECASE)
_HEADINGS = {"h2", "h3", "h4", "h5", "h6", "strong", "b", "summary"}
_PIECES = 8  # of such a heading
_A_TEXT, _LINE = 3, 60  # lines of an article, before what stands below it without a part of its own
# What a page gives to machines beside its text: in a part of its own, or as the text of one.
_PARTIES, _OF_A_READER = (
    {"author", "publisher"},
    re.compile(r"schema\.org/(?:User)?Comments?\b", re.IGNORECASE),
)
_OF_USE = ("class", "id", "property", "name", "content", "itemprop", "lang", "rel", "href")
_WHOLE = {"html", "body", "main"}
_BODY = _WHOLE | {"article"}


@dataclass(slots=True)
class Page:
    """`markup` is small and plain; `lines` are its texts, block by block."""

    markup: str = ""
    lines: list[str] = field(default_factory=list)
    main: list[str] = field(default_factory=list)
    """Those of the lines that stand in <main> or <article>."""
    blocks: int = 0
    tags: int = 0
    struck: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    end: bool
    attributes: str


def read_markup(text: str, *, all_parts: bool = False) -> Page:
    """Raises ValueError where the page has more elements than any article. `all_parts` keeps what only looks like furniture."""
    return _Reader(all_parts).read(text)


class _Reader:
    def __init__(self, all_parts: bool) -> None:
        self.all_parts = all_parts
        self.hidden: frozenset[str] = frozenset()
        self.page = Page()
        self.out: list[str] = []
        self.line: list[str] = []
        self.open: list[str] = []
        self.skipping, self.depth = "", 0
        self.below = False  # what is skipped is the rest of a part that is open
        self.alone = False  # nothing but the heading stood in that part
        self.until = ""  # of an article whose section may be called so
        self.in_title = self.in_struck = False
        self.party, self.naming = "", False
        self.marks: list[str] = []
        self.raised: tuple[int, int] | None = None
        self.figures: list[int] = []
        self.long = 0  # lines of a text

    def read(self, text: str) -> Page:
        self.hidden = hidden_names(text)
        for piece in _pieces(text):
            if isinstance(piece, str):
                self._text(piece)
            else:
                self._tag(piece)
            self.page.tags += not isinstance(piece, str)
            if self.page.tags > MOST_TAGS:
                raise ValueError(f"This page has more than {MOST_TAGS:,} elements: no article has.")
        self._break()
        self.page.markup = "".join(self.out)
        return self.page

    def _tag(self, tag: _Tag) -> None:
        if self.skipping:
            self._skip(tag)
        elif tag.end:
            self._end(tag.name)
        else:
            self._start(tag)

    def _text(self, text: str) -> None:
        if self.in_title:
            self.page.title += unescape(text)
            self.out.append(text)
        elif self.skipping and self.in_struck:
            self.page.struck += bool(text.strip())
        elif self.skipping:
            self.alone = self.alone and not any(map(str.isalpha, text))
        else:
            if self.naming and text.strip():
                self._name(unescape(text))
            if self.marks and self.out[-1:] == ["“"] and unescape(text).lstrip().startswith(_OPENING):
                self.marks[-1] = self.out[-1] = self.line[-1] = ""
            self.out.append(text)
            self.line.append(text)

    def _unquote(self) -> None:
        """The mark that browsers draw, unless the page prints its own."""
        if self.marks and self.marks.pop():
            self._text("”")

    def _lower(self) -> None:
        """Without the sign of a note; a power is none."""
        if self.raised is None:
            return
        out, line = self.raised
        self.raised = None
        words, before = unescape("".join(self.line[line:])), "".join(self.line[max(0, line - 3) : line])
        if _NOTE.fullmatch(words) and not (words.strip().isdigit() and _POWER.search(before)):
            del self.out[out:], self.line[line:]

    def _skip(self, tag: _Tag) -> None:
        if tag.name == self.until and not tag.end and self.depth == 1:
            self.skipping, self.below = "", False
            self._start(tag)
        elif self.skipping in _CLOSED_BY_ITSELF and tag.name in BLOCKS:
            closed = tag.end and tag.name == self.skipping
            self._go_on()
            if not closed:
                self._tag(tag)
        elif tag.name == self.skipping:
            self.depth += -1 if tag.end else 1
            if not self.depth:
                self._go_on()

    def _go_on(self) -> None:
        """Behind what was skipped; a heading of comments may have stood in a part of its own above them."""
        part, self.skipping, self.until = self.skipping, "", ""
        if self.below:
            self.below = False
            self._end(part)
            if self.alone and self._read():
                self._leave_the_rest()

    def _start(self, tag: _Tag) -> None:
        values = _attributes(tag.attributes)
        if tag.name == "ld+json":
            self.out.append(f'<script type="application/ld+json">{tag.attributes}</script>')
            return
        if values.get("itemprop"):
            self._property(tag, values)
        struck = tag.name in _STRUCK or bool(_LINE_THROUGH.search(_style(values)))
        if tag.name not in _VOID and (struck or self._leaves_out(tag, values)):
            self.skipping, self.depth, self.in_struck = tag.name, 1, struck
        elif tag.name in _KEPT:
            self._block(tag.name, values)
        else:
            self._inline(tag.name, values)

    def _inline(self, name: str, values: dict[str, str]) -> None:
        if name == "q":
            self.marks.append("“")
            self._text("“")
        elif name == "sup":
            self.raised = (len(self.out), len(self.line))
        elif name == "time" and _DAY.match(values.get("datetime", "")):
            self.out.append(f"<time{_kept(values, 'itemprop', 'datetime')}></time>")

    def _property(self, tag: _Tag, values: dict[str, str]) -> None:
        """Author and publisher are named by their own text, or by the name of the thing that they are."""
        prop = values["itemprop"].lower()
        if prop in _PARTIES:
            self.party, self.naming = prop, "itemscope" not in tag.attributes.lower()
        elif prop == "name" and self.party:
            self.naming = True
        if self.naming and values.get("content"):
            self._name(values["content"])

    def _name(self, words: str) -> None:
        name = _SPACE.sub(" ", words).strip()
        self.out.append(f'<meta itemprop="{self.party}" content="{escape(name)}">')
        self.party, self.naming = "", False

    def _leaves_out(self, tag: _Tag, values: dict[str, str]) -> bool:
        name = tag.name
        if name in _UNSEEN or _OF_A_READER.search(tag.attributes) or _TRAIL.search(tag.attributes):
            return True
        if _is_hidden(values) and name not in ("html", "body"):
            return True
        labels = f"{values.get('class', '')} {values.get('id', '')} {name if '-' in name else ''}"
        furniture = values.get("role") in ("navigation", "dialog", "banner") or bool(
            _NOT_ARTICLE.search(labels)
            or is_box(values.get("aria-label", ""), tag.attributes)
            or values.get("itemprop") == "comment"
        )
        furniture = (
            furniture or _is_for_readers_aloud(values.get("class", "")) or self._is_hidden_by_sheet(values)
        )
        written = self._read() and name not in _WHOLE and may_be_box(name, labels, tag.attributes)
        return not self.all_parts and (written or (furniture and name not in _BODY))

    def _is_hidden_by_sheet(self, values: dict[str, str]) -> bool:
        if not self.hidden:
            return False
        names = [f".{each}" for each in values.get("class", "").split()]
        return not self.hidden.isdisjoint([*names, f"#{values.get('id', '')}"])

    def _block(self, name: str, values: dict[str, str]) -> None:
        if name in ("meta", "link"):
            self.out.append(f"<{name}{_kept(values)}>")
            return
        self._break()
        self.in_title = name == "title"
        if name in _VOID:
            self.out.append(f"<{name}>")
            return
        self.open.append(name)
        self.page.blocks += 1
        if name == "blockquote":
            self._quote_in_figure()
        elif name == "figure":
            self.figures.append(len(self.out))
        if len(self.open) <= _DEEPEST:
            self.out.append(f"<{self._as(name)}{_kept(values)}>")

    def _quote_in_figure(self) -> None:
        """A figure is a picture, which is left out, unless a quotation stands in it."""
        if (
            self.figures
            and self.out[self.figures[-1] :][:1]
            and self.out[self.figures[-1]].startswith("<figure")
        ):
            self.out[self.figures[-1]] = "<div>"
            self.figures[-1] = _QUOTED

    def _as(self, name: str) -> str:
        """Who is quoted stands in the footer of a quotation: a line of the article."""
        if name == "footer" and "blockquote" in self.open:
            return "p"
        quoted = bool(self.figures) and self.figures[-1] == _QUOTED
        return {"figure": "div", "figcaption": "p"}.get(name, name) if quoted else name

    def _end(self, name: str) -> None:
        heading = name in _HEADINGS and not self.all_parts and len(self.line) < _PIECES
        comments = HEADING.fullmatch(self._words()) if heading else None
        if name == "q":
            self._unquote()
        elif name == "sup":
            self._lower()
        elif name in _KEPT and name not in _VOID and name in self.open[-_DEEPEST:]:
            self._close(name)
        if comments:
            self._leave_the_rest()
            whole = self.skipping in _BODY and not re.search(r"\d", comments.group())
            self.until = name if whole else ""

    def _close(self, name: str) -> None:
        self._break()
        self.in_title = False
        while self.open:
            last = self.open.pop()
            if len(self.open) < _DEEPEST:
                self.out.append(f"</{self._as(last)}>")
            if last == "figure":
                self.figures.pop()
            if last == name:
                return

    def _leave_the_rest(self) -> None:
        """Of the part that the heading of comments stands in; of a whole article only once it has been read."""
        part = self.open[-1] if self.open else ""
        if part and (self._read() or part not in _BODY):
            self.line = []
            self.skipping, self.depth, self.below, self.in_struck = part, 1, True, False
            self.alone = True

    def _read(self) -> bool:
        """Whether a whole article stands before."""
        return self.long >= _A_TEXT

    def _words(self) -> str:
        return _SPACE.sub(" ", unescape("".join(self.line))).strip()

    def _break(self) -> None:
        words = self._words()
        if words:
            self.page.lines.append(words)
            self.long += len(words) > _LINE
            if "article" in self.open[:_DEEPEST] or "main" in self.open[:_DEEPEST]:
                self.page.main.append(words)
        self.line = []


def _is_hidden(values: dict[str, str]) -> bool:
    hidden = "hidden" in values or values.get("aria-hidden", "").lower() == "true"
    return hidden or bool(_HIDDEN.search(_style(values)))


def _style(values: dict[str, str]) -> str:
    return _SPACE.sub("", values.get("style", "")).lower()


def _is_for_readers_aloud(labels: str) -> bool:
    off = _OFF_CLASS.search(labels) and not _ON_SOME_SCREENS.search(labels)
    return bool(_UNSEEN_CLASS.search(labels) or off)


def _kept(values: dict[str, str], *names: str) -> str:
    told = {name: values[name] for name in names or _OF_USE if values.get(name)}
    return "".join(
        f' {name}="{escape(value)}"'
        for name, value in told.items()
        if name not in ("class", "id") or not says_whether(value)
    )


def _attributes(words: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(words[:_LONGEST_VALUE]) if words else ():
        found.setdefault(match["name"].lower(), unescape(match["a"] or match["b"] or match["c"] or ""))
    return found


def _pieces(text: str) -> Iterator[str | _Tag]:
    """Texts and tags in order. Comments are left out, and what stands in scripts and styles."""
    position = 0
    while (start := text.find("<", position)) >= 0:
        if start > position:
            yield text[position:start]
        name = _NAME.match(text, start + 1)
        if name is None:
            position = _behind_declaration(text, start)
            if position == start + 1:
                yield "&lt;"
            continue
        end = _tag_end(text, name.end())
        tag = _Tag(name.group().lstrip("/").lower(), name.group().startswith("/"), text[name.end() : end])
        position = min(end + 1, len(text))
        if tag.name in _RAW and not tag.end:
            begun, position = position, _raw_end(text, tag.name, position)
            if "ld+json" in tag.attributes[:200] and position - begun < _LONGEST_FACTS:
                yield _Tag("ld+json", False, text[begun:position])
        else:
            yield tag
    if position < len(text):
        yield text[position:]


def _behind_declaration(text: str, start: int) -> int:
    """Behind a comment or a declaration, or behind a < that is only a character."""
    comment = text.startswith("<!--", start)
    if not comment and not text.startswith(("<!", "<?", "</"), start):
        return start + 1
    close = "-->" if comment else ">"
    end = text.find(close, start + 2)
    return end + len(close) if end >= 0 else len(text)


def _raw_end(text: str, name: str, position: int) -> int:
    close = _RAW_END[name].search(text, position)
    return close.start() if close else len(text)


def _tag_end(text: str, position: int) -> int:
    """The next > outside quotation marks; a mark that is not closed soon is none."""
    while match := _MARK_OR_END.search(text, position):
        if match.group() == ">":
            return match.start()
        close = text.find(match.group(), match.end(), match.end() + _LONGEST_VALUE)
        position = close + 1 if close >= 0 else match.end()
    return len(text)
