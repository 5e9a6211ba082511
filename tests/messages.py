"""Brings the catalogues of the interface up to date with the texts in code, templates and scripts (`make messages`); needs no
gettext."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import django
from django.template import engines
from django.template.base import Node
from django.templatetags.i18n import TranslateNode
from jinja2 import Environment, nodes

from archive.text.tongue import ENGLISH, LOCALE, NAMES, PAGES, SCRIPTS

KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "noop")),
    "pgettext": ((1, "c"), 2),
    "ngettext": (1, 2),
}
ROOT = LOCALE.parent.parent
COUNTRIES = ROOT / "fixtures" / "countries.json"
SPOKEN_BY_SCRIPTS = ("archive", "box", "share", "words")
_ARGUMENT = re.compile(r"""\b_\("([^"]+)"\)""")  # {% include … with label=_("Search") %}
# What a file says of its making: the same texts are to be the same file.
_MADE = re.compile(rb'^"(?:Project|Report|POT|PO-|Last|Language-T|Generated).*\n', re.MULTILINE)

EVER = datetime(2026, 1, 1, tzinfo=UTC)  # a date that a compiled catalogue holds, and nobody reads

Message = tuple[str | tuple[str, ...], str | None]  # a text, or one and many, and its context


def written(code: str, domain: str) -> int:
    """Writes a catalogue and what is compiled of it; how many texts have no translation yet."""
    catalogue = updated(code, domain)
    source = path(code, domain)
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(as_text(catalogue))
    source.with_suffix(".mo").write_bytes(compiled(source.read_bytes()))
    return sum(not all(strings(message)) for message in catalogue if message.id)


def path(code: str, domain: str) -> Path:
    return LOCALE / code / "LC_MESSAGES" / f"{domain}.po"


def updated(code: str, domain: str) -> Any:
    """What is translated already, of the texts that are said now."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    source = path(code, domain)
    comment = f"# {NAMES[code]}. How to change it, and what our words are called in it: docs/languages.md."
    catalogue = Catalog(locale=code, header_comment=comment, fuzzy=False)
    known = read_po(BytesIO(source.read_bytes()), locale=code) if source.exists() else Catalog(locale=code)
    for text, context in sorted(messages(domain), key=repr):
        before = known.get(text[0] if isinstance(text, tuple) else text, context)
        same = before is not None and isinstance(before.id, tuple) == isinstance(text, tuple)
        catalogue.add(text, before.string if before and same and not before.fuzzy else "", context=context)
    return catalogue


def as_text(catalogue: Any) -> bytes:
    from babel.messages.pofile import write_po

    out = BytesIO()
    write_po(out, catalogue, width=0, sort_output=True, no_location=True)
    return _MADE.sub(b"", out.getvalue())


def compiled(text: bytes) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = BytesIO()
    catalogue = read_po(BytesIO(text))
    catalogue.creation_date = catalogue.revision_date = EVER
    write_mo(out, catalogue)
    return out.getvalue()


def strings(message: Any) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


# Texts


def messages(domain: str) -> set[Message]:
    """A text that also stands with one for many is one of these two."""
    found = said(domain)
    counted = {(text[0], context) for text, context in found if isinstance(text, tuple)}
    return found - counted


def said(domain: str) -> set[Message]:
    if domain == SCRIPTS:
        files = [ROOT / "static" / f"{name}.js" for name in SPOKEN_BY_SCRIPTS]
        return {found for file in files for found in of_code("javascript", file)}
    python = (ROOT / "archive").rglob("*.py")
    html = [file for file in templates() if file.suffix in {".html", ".txt"}]
    jinja = [file for file in templates() if file.suffix == ".jinja"]
    return {
        *(found for file in python for found in of_code("python", file)),
        *(found for file in html for found in of_template(file)),
        *(found for file in jinja for found in of_jinja(file)),
        *((country["name"], "country") for country in json.loads(COUNTRIES.read_text(encoding="utf-8"))),
    }


def templates() -> Iterator[Path]:
    """Those of readers: the desk speaks English."""
    for file in (ROOT / "templates").rglob("*.*"):
        if "admin" not in file.parts[len(ROOT.parts) :]:
            yield file


def of_code(language: str, file: Path) -> Iterator[Message]:
    from babel.messages.extract import extract

    with file.open("rb") as source:
        for _, text, _, context in extract(language, source, KEYWORDS):
            yield text, context


def of_template(file: Path) -> Iterator[Message]:
    text = file.read_text(encoding="utf-8")
    for found in _ARGUMENT.findall(text):
        yield found, None
    made: Any = engines["django"].from_string(text)
    parsed = made.template.nodelist
    for node in parsed.get_nodes_by_type(Node):
        for said in getattr(node, "texts", ()):  # of templatetags/said.py
            yield said, None
    for node in parsed.get_nodes_by_type(TranslateNode):
        yield str(node.filter_expression.var.literal), node.message_context and node.message_context.var


def of_jinja(file: Path) -> Iterable[Message]:
    parsed = Environment(autoescape=True).parse(file.read_text(encoding="utf-8"))
    for filtered in parsed.find_all(nodes.Filter):
        if filtered.name == "said" and filtered.node:
            yield filtered.node.as_const(), None
    for call in parsed.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "ngettext":
            yield (call.args[0].as_const(), call.args[1].as_const()), None


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    for code in sorted(NAMES.keys() - {ENGLISH}):
        for domain in (PAGES, SCRIPTS):
            sys.stdout.write(f"{code}/{domain}.po: {written(code, domain)} without a translation\n")
