"""The catalogues of the interface: whole, and as the texts in code, templates and scripts are now."""

import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from archive.text.tongue import ENGLISH, NAMES, PAGES, SCRIPTS, gettext, ngettext, speaking, spoken
from tests import messages
from tests.messages import strings

OTHERS = [code for code in NAMES if code != ENGLISH]
EVERY = pytest.mark.parametrize(
    ("code", "domain"), [(code, domain) for code in OTHERS for domain in (PAGES, SCRIPTS)]
)


def catalogue(code, domain):
    with messages.path(code, domain).open("rb") as source:
        return [message for message in read_po(source, locale=code) if message.id]


def forms(message):
    """Each translation beside the text that it stands for: of one and many for a language of one form, that of many."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    return [(ids[-1], text) for text in strings(message)]


DATES = {"a day", "a month"}  # which other languages make of other pieces


def parts(text):
    """What must not get lost: placeholders and markup."""
    braces = (
        [name for _, name, _, _ in Formatter().parse(text) if name is not None] if "%(" not in text else []
    )
    return sorted([*braces, *re.findall(r"%\(\w+\)s|</?[a-z]+[^>]*>", text)])


@EVERY
def test_every_text_has_a_translation_and_no_other_is_kept(code, domain):
    kept = catalogue(code, domain)
    missing = [message.id for message in kept if message.fuzzy or not all(strings(message))]
    assert not missing
    said = {(text, context) for text, context in messages.messages(domain)}
    assert {(message.id, message.context) for message in kept} == said, "run `make messages`, then translate"


@EVERY
def test_a_translation_keeps_placeholders_and_markup(code, domain):
    wrong = [
        (text, told)
        for message in catalogue(code, domain)
        for text, told in forms(message)
        if message.context not in DATES and parts(text) != parts(told)
    ]
    assert not wrong


@EVERY
def test_what_is_compiled_is_what_is_written(code, domain):
    source = messages.path(code, domain)
    assert source.with_suffix(".mo").read_bytes() == messages.compiled(source.read_bytes()), (
        "run `make messages`"
    )
    assert source.read_bytes() == messages.as_text(messages.updated(code, domain)), "run `make messages`"


def test_a_text_is_said_in_the_language_that_is_spoken_and_english_after_it():
    with speaking("ko"):
        assert (spoken(), gettext("Speakers")) == ("ko", "발언자")
        assert ngettext("{number} quote", "{number} quotes", 1) == "발언 {number}건"
        with speaking(ENGLISH):
            assert gettext("Speakers") == "Speakers"
    assert (spoken(), ngettext("quote", "quotes", 1)) == (ENGLISH, "quote")


def test_a_text_that_nobody_translated_stays_english():
    with speaking("ko"):
        assert gettext("This text is new") == "This text is new"


TAGS = (
    r"\{%\s*(?:comment|blocktranslate).*?end(?:comment|blocktranslate)\s*%\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
)
IN_NO_LANGUAGE = r"<(style|script|svg|code|kbd)\b.*?</\1>|<[^<>]* lang=\"en\"[^<>]*>[^<]*|class=\"[^\"]*\""
NAMES_OF_FORMS = {"CSV", "JSON Lines", "RIS", "BibTeX", "CSL-JSON", "APA", "Chicago", "Wikidata"}
ENGLISH_ONLY = {"api", "robots.txt", "snippet.html"}  # for programs and to be pasted
CLASSES = r"\{% block (?:main_class|skip_to) %\}[^{]*"


def test_no_template_of_readers_holds_a_text_that_no_catalogue_knows():
    left = []
    for file in messages.templates():
        if ENGLISH_ONLY & {*file.parts}:
            continue
        text = file.read_text(encoding="utf-8")
        for pattern in (CLASSES, TAGS, IN_NO_LANGUAGE):
            text = re.sub(pattern, " ", text, flags=re.DOTALL)
        heard = re.findall(r'\s(?:title|aria-label|placeholder|alt)="([^"]*)"', text)
        seen = re.sub(r"<[^<>]*>", "\n", text).splitlines()
        left += [(file.name, one.strip()) for one in (*seen, *heard) if re.search("[A-Za-z]{3,}", one)]
    assert [one for one in left if one[1] not in NAMES_OF_FORMS] == []
