"""A page's markup without what browsers do not show and what stands around an article. One pass, bounded in all ways."""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from unicodedata import category

from archive.intake.page.chosen import PageLine
from archive.intake.page.furniture import INITIAL, PULLED, is_card, is_furniture
from archive.intake.page.readers import HEADING, is_box, may_be_box, says_whether
from archive.intake.page.stylesheets import hidden_names
from archive.intake.page.tags import Tag, attributes, pieces
from archive.intake.spans import word_set

MOST_TAGS = 200_000
_QUOTED = -1
_DEEPEST = 120
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SPACE = re.compile(r"\s+")
_UNSEEN = word_set("template noscript svg iframe object canvas select button nav dialog math audio video map")
# How a name is read aloud, in small above it; its end tag may be missing.
_RUBY, _OF_RUBY = frozenset(["rt", "rp"]), frozenset(["rt", "rp", "rb", "rtc", "ruby"])
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
_VOID = word_set("br hr img meta link input source track area base col embed param")
_KEPT = word_set(
    "html head body title main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre "
    "table thead tbody tr td th figure figcaption header footer aside br hr meta link center address "
    "details summary form"
)
BLOCKS = _KEPT - {"meta", "link", "html", "head"}
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
_JOINERS = "\u200c\u200d"
_PARTS = frozenset(["tr", "td", "th", "article", "h1"])
_CELLS, _NEAR = frozenset(["td", "th"]), 8
_PLAIN = frozenset(["p", "div", "center", "br"])  # in an item or a cell, its own


@dataclass(slots=True)
class WebPage:
    """`markup` is small and plain; `lines` are its texts, block by block."""

    markup: str = ""
    lines: list[PageLine] = field(default_factory=list)
    blocks: int = 0
    tags: int = 0
    struck: int = 0
    title: str = ""


def read_markup(text: str, *, all_parts: bool = False) -> WebPage:
    """Raises ValueError where the page has more elements than any article. `all_parts` keeps what only looks like furniture."""
    return _Reader(all_parts).read(text)


class _Reader:
    def __init__(self, all_parts: bool) -> None:
        self.all_parts = all_parts
        self.hidden: frozenset[str] = frozenset()
        self.page = WebPage()
        self.out: list[str] = []
        self.line: list[str] = []
        self.open: list[str] = []
        self.parts = [0]  # of each that is open; a paragraph without a name of its own is its part's
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
        self.links, self.linked = 0, 0  # open ones, and their letters in this line
        self.row = self.cell = self.pulled = self.pulled_in = 0
        self.story = (0, 0, 0)  # where the article that is open begins
        self.headed = self.told = self.live = False  # whether it has a title; whether one was told

    def read(self, text: str) -> WebPage:
        self.hidden, self.live = hidden_names(text), "LiveBlogPosting" in text
        for piece in pieces(text):
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

    def _tag(self, tag: Tag) -> None:
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
            if self.links:
                self.linked += len(unescape(text).strip())

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

    def _skip(self, tag: Tag) -> None:
        if tag.name == self.until and not tag.end and self.depth == 1:
            self.skipping, self.below = "", False
            self._start(tag)
        elif self.skipping in _CLOSED_BY_ITSELF and tag.name in BLOCKS:
            closed = tag.end and tag.name == self.skipping
            self._go_on()
            if not closed:
                self._tag(tag)
        elif (
            self.skipping in _RUBY
            and (tag.name in BLOCKS or tag.name in _OF_RUBY)
            and tag.name != self.skipping
        ):
            self._go_on()
            self._tag(tag)
        elif tag.name == self.skipping and tag.name in _RUBY and not tag.end:
            pass
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

    def _start(self, tag: Tag) -> None:
        values = attributes(tag.attributes)
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
            self._pull(tag.name, values)
        else:
            self._inline(tag.name, values)

    def _pull(self, name: str, values: dict[str, str]) -> None:
        if not self.pulled and name not in _VOID and PULLED.search(values.get("class", "")):
            self.pulled, self.pulled_in = self.page.blocks, len(self.open)

    def _inline(self, name: str, values: dict[str, str]) -> None:
        if name == "a":
            self.links = 1
        elif name == "q":
            self.marks.append("“")
            self._text("“")
        elif name == "sup":
            self.raised = (len(self.out), len(self.line))
        elif name == "time" and _DAY.match(values.get("datetime", "")):
            self.out.append(f"<time{_kept(values, 'itemprop', 'datetime')}></time>")

    def _property(self, tag: Tag, values: dict[str, str]) -> None:
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

    def _leaves_out(self, tag: Tag, values: dict[str, str]) -> bool:
        name = tag.name
        if (
            name in _UNSEEN
            or name in _RUBY
            or _OF_A_READER.search(tag.attributes)
            or _TRAIL.search(tag.attributes)
        ):
            return True
        if _is_hidden(values) and name not in ("html", "body"):
            return True
        labels = f"{values.get('class', '')} {values.get('id', '')} {name if '-' in name else ''}"
        furniture = values.get("role") in ("navigation", "dialog", "banner") or bool(
            is_furniture(labels)
            or is_box(values.get("aria-label", ""), tag.attributes)
            or values.get("itemprop") == "comment"
        )
        furniture = (
            furniture or _is_for_readers_aloud(values.get("class", "")) or self._is_hidden_by_sheet(values)
        )
        written = self._read() and name not in _WHOLE and may_be_box(name, labels, tag.attributes)
        furniture = (furniture and name not in _BODY) or (name == "article" and self.told and is_card(labels))
        return not self.all_parts and (written or furniture)

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
        if name in _PARTS and self._begins_another(name):
            return
        self.open.append(name)
        self.page.blocks += 1
        own = name != "p" or values.get("class") or values.get("id")
        self.parts.append(self.page.blocks if own else self.parts[-1])
        if name == "blockquote":
            self._quote_in_figure()
        elif name == "figure":
            self.figures.append(len(self.out))
        if len(self.open) <= _DEEPEST:
            self.out.append(f"<{self._as(name)}{_kept(values)}>")

    def _begins_another(self, name: str) -> bool:
        """Below an article with a title stands the next one, with its own: the whole part is left out."""
        if name == "tr":
            self.row += 1
        elif name in _CELLS:
            self.cell += 1
        elif name == "article" and name not in self.open[:_DEEPEST]:
            self.story, self.headed = (len(self.out), len(self.page.lines), len(self.open)), False
        elif name == "h1" and "article" in self.open[:_DEEPEST]:
            out, lines, depth = self.story
            inside = self.open[depth:_DEEPEST]
            if self.told and not (self.live or self.all_parts) and inside.count("article") == 1:
                del self.out[out:], self.page.lines[lines:]
                self.out += [f"<{each}>" for each in inside]
                self.skipping, self.depth, self.below, self.alone = "article", 1, True, False
                return True
            self.headed = True
        return False

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
        if name == "a":
            self.links = 0
        elif name == "q":
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
            self.parts.pop()
            if len(self.open) < _DEEPEST:
                self.out.append(f"</{self._as(last)}>")
            if last == "figure":
                self.figures.pop()
            elif last == "article" and self.headed and last not in self.open[:_DEEPEST]:
                self.told = self.told or len(self.page.lines) - self.story[1] > _A_TEXT
            if self.pulled and len(self.open) < self.pulled_in:
                self.pulled = 0
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
        return _line(unescape("".join(self.line)))

    def _break(self) -> None:
        block = next((name for name in reversed(self.open[-_NEAR:]) if name not in _PLAIN), "")
        for words in self._printed():
            self.page.lines.append(
                PageLine(
                    words,
                    block,
                    "article" in self.open[:_DEEPEST] or "main" in self.open[:_DEEPEST],
                    min(self.linked, len(words)),
                    self.row if block in _CELLS else 0,
                    self.cell,
                    self.pulled,
                    self.parts[-1],
                )
            )
            self.long += len(words) > _LINE
        self.line, self.linked = [], 0

    def _printed(self) -> list[str]:
        """Of text that is set as it was typed each line."""
        words = self._words()
        if words and "pre" in self.open[:_DEEPEST]:
            typed = unescape("".join(self.line)).splitlines()
            return list(filter(None, map(_line, typed)))
        return [words] if words else []


def _line(words: str) -> str:
    """Without what nobody sees; two signs join and part letters of some scripts."""
    line = _SPACE.sub(" ", words).strip()
    if line.isprintable():
        return line
    seen = (each for each in line if each in _JOINERS or category(each) not in ("Cc", "Cf", "Co"))
    return "".join(seen).strip()


def _is_hidden(values: dict[str, str]) -> bool:
    aloud = values.get("aria-hidden", "").lower() == "true" and not INITIAL.search(values.get("class", ""))
    hidden = "hidden" in values or aloud
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
