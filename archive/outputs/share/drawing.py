"""Draws the card of a page in a chat: words in our font, on our paper."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
PAPER, INK, SOFT, VERB = "#faf8f3", "#201e1a", "#5c564b", "#8a2f1d"
SIZES = (60, 52, 44, 38, 32)
WORDS_TOP, WORDS_HEIGHT, INDENT = 130, 270, 46
SMALL, LINE = 28, 1.28
BAR, DASHES = 8, {"direct": (1, 0), "mixed": (26, 12), "indirect": (8, 8)}
COLOURS = 32
FONT = settings.BASE_DIR / "static" / "fonts" / "newsreader.woff2"

Coloured = tuple[str, str]  # a text and its colour
Line = list[Coloured]


@dataclass(frozen=True, slots=True)
class Picture:
    """`kind` gives the line beside the words; `site` is what stands above them, `below` a few lines under them."""

    site: str
    runs: tuple[Coloured, ...]
    below: tuple[str, ...]
    kind: str = ""


def drawn(card: Picture) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((MARGIN, 60), card.site, SOFT, font(SMALL + 2))
    bottom = _words(pen, card)
    y = max(bottom + 30, 360)
    for at, text in enumerate(card.below):
        for line in wrapped([(text, SOFT if at else INK)], font(SMALL), WIDTH - 2 * MARGIN)[:2]:
            if y + SMALL * 1.4 < HEIGHT:
                _print(pen, line, MARGIN, y, font(SMALL))
            y += int(SMALL * 1.4)
    file = io.BytesIO()
    # A third of the time of others.
    few = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _words(pen: ImageDraw.ImageDraw, card: Picture) -> int:
    """Returns where they end."""
    left = MARGIN + (INDENT if card.kind else 0)
    size, lines = fitting(card.runs, WIDTH - MARGIN - left)
    y = WORDS_TOP
    for line in lines:
        _print(pen, line, left, y, font(size))
        y += int(size * LINE)
    dash, gap = DASHES.get(card.kind, (0, 0))
    for top in range(WORDS_TOP + 8, y, dash + gap) if gap else [WORDS_TOP + 8] * bool(dash):
        bottom = min(top + dash, y) if gap else y
        pen.rectangle((MARGIN, top, MARGIN + BAR, bottom), INK)
    return y


def _print(pen: ImageDraw.ImageDraw, line: Line, x: float, y: int, face: ImageFont.FreeTypeFont) -> None:
    for text, colour in line:
        pen.text((x, y), text, colour, face)
        x += face.getlength(text)


def fitting(runs: Sequence[Coloured], width: int) -> tuple[int, list[Line]]:
    """The largest size at which all lines have room; callers shorten what would not fit at the smallest."""
    for size in SIZES:
        lines = wrapped(runs, font(size), width)
        if len(lines) * size * LINE <= WORDS_HEIGHT:
            break
    return size, lines[: int(WORDS_HEIGHT / (size * LINE))]


def wrapped(runs: Iterable[Coloured], face: ImageFont.FreeTypeFont, width: int) -> list[Line]:
    lines: list[Line] = [[]]
    room: float = width
    for text, colour in _words_of(runs):
        length = face.getlength(text)
        if length > room and lines[-1]:
            lines.append([])
            room = width
        lines[-1].append((text, colour))
        room -= length
    return lines


def _words_of(runs: Iterable[Coloured]) -> Iterable[Coloured]:
    """Word by word, each with the blank behind it; a word that is longer than a line is cut."""
    for text, colour in runs:
        edges = [0, *(at + 1 for at, character in enumerate(text) if character == " "), len(text)]
        yield from ((text[start:end][:40], colour) for start, end in pairwise(edges) if start < end)


@lru_cache(maxsize=16)
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


def can_print(text: str) -> bool:
    """Whether the font has every character: a box in place of one would be a slip of the archive's."""
    return all(map(_has, set(text)))


@lru_cache(maxsize=4096)
def _has(character: str) -> bool:
    return character == " " or bytes(font(24).getmask(character)) != _missing()


@lru_cache(maxsize=1)
def _missing() -> bytes:
    return bytes(font(24).getmask("\uffff"))
