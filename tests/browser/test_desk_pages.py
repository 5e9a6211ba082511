"""What holds on every screen of the desk; each is loaded once for all of it.

Of WCAG 2.2 AA they break no rule that axe knows, as they come and with a picker open, in light and dark.
"""

import pytest
from django.contrib.auth.models import User

from archive.models import Merge, ProposedChange, Spreadsheet
from archive.transfer.spreadsheets.entering import enter
from tests.browser.axe import COLOURS, END_CHANGES, RULES, broken_rules
from tests.browser.desk import chromium, log_in
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_proposal,
    make_quote,
    make_speaker,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "",
    "archive/quote/",
    "archive/quote/queue/",
    "archive/quote/{quote}/change/",
    "archive/quote/{quote}/history/",
    "archive/quote/{quote}/review/",
    "archive/quote/{quote}/wordings/",
    "archive/article/{article}/review/",
    "archive/article/{article}/review/?at={quote}&edit=1",
    "archive/article/{article}/takedown/",
    "archive/article/without-address/",
    "archive/spreadsheet/add/",
    "archive/spreadsheet/{sheet}/columns/",
    "archive/spreadsheet/{sheet}/names/",
    "archive/spreadsheet/{entered}/change/",
    "archive/entry/",
    "archive/article/upload/",
    "archive/article/{raw}/check/",
    "archive/article/{raw}/proposals/",
    "archive/article/{raw}/proposals/all/",
    "archive/proposal/{proposal}/edit/",
    "archive/proposal/",
    "archive/article/{article}/markup/",
    "archive/article/{newer}/capture/",
    "archive/speaker/{speaker}/merge/",
    "archive/speaker/duplicates/",
    "archive/merge/{merge}/change/",
    "archive/proposedchange/{proposed}/change/",
    "archive/importjob/add/",
    "archive/article/{article}/change/",
    "archive/speaker/{speaker}/change/",
    "archive/quote/add/",
    "archive/speaker/{speaker}/delete/",
    "archive/article/",
    "archive/importjob/",
    "archive/article/add/",
    "archive/speaker/",
    "archive/country/",
    "archive/statement/add/",
    "archive/occasion/add/",
    "auth/user/",
    "password_change/",
    "pghistory/events/",
    "machinery/",
    "archive/country/{country}/change/",
    "archive/role/add/",
    "archive/organisation/add/",
]
# Lists and forms of a kind that axe has seen already; the drill asks it about these, too.
ALIKE = {
    *(f"archive/{each}/" for each in ("proposal", "entry", "importjob", "speaker", "country", "article/add")),
    *(f"archive/{each}/add/" for each in ("quote", "statement", "occasion", "role", "organisation")),
    "archive/article/{article}/review/",
}
OPEN = ".select2-container--open"
WIDE, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
# Its scripts have run, and what they said is in the console: none of the desk's waits for a clock or fetches as it begins.
DRAWN = "new Promise((then) => requestAnimationFrame(() => setTimeout(then)))"
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def rows(transactional_db):
    grace = User.objects.create_superuser("grace", password="hopper")
    quote = make_quote(status="review", via=[make_organisation()])
    other = make_speaker("Lady Lovelace")
    proposed = ProposedChange.objects.create(
        quote=quote, form={}, differences=[["Note", "a", "b"]], reason="r", by=grace
    )
    raw = make_article("Menu\n\n“Peace is near,” Ada said. “So be it,” she said.\n")
    proposal = make_proposal(raw)
    make_proposal(raw, "So be it", confidence="possible")
    return {
        "raw": raw.pk,
        "proposal": proposal.pk,
        "quote": quote.pk,
        "article": quote.article_id,
        "newer": make_article("“Peace”", replaces=quote.article).pk,
        "speaker": other.pk,
        "country": make_country().pk,
        "merge": Merge.objects.create(speaker=make_speaker("L"), into=make_speaker(), reason="r").pk,
        "proposed": proposed.pk,
        **sheets(grace),
    }


def sheets(grace):
    table = {
        "names": ["Quote", "Speaker", "Date"],
        "cells": [["We go", "Cy Young", "03/04/2024"], ["", "", "?"]],
        "mapping": {"Quote": "words", "Speaker": "speakers", "Date": "said"},
        "by": grace,
    }
    waiting = Spreadsheet.objects.create(name="a.csv", day_first=True, **table)
    entered = Spreadsheet.objects.create(name="b.csv", day_first=True, **table)
    enter(entered, {}, {})
    return {"sheet": waiting.pk, "entered": entered.pk}


def broken(page, only, within):
    return {each["id"]: each["nodes"][0]["html"][:150] for each in broken_rules(page, only, within)}


def rules_broken(page, pickers):
    """Of the page by day and of its colours by night; then the same of the list of a picker, if it has one of a new kind."""
    found: dict[str, str] = {}
    picker = page.locator(".select2-selection:visible").last
    kind = picker.get_attribute("class") if picker.count() else ""
    for within in (None, OPEN) if kind and kind not in pickers else (None,):
        if within:
            open_picker(page, picker)
        found |= broken(page, RULES, within)
        page.emulate_media(color_scheme="dark")
        page.evaluate(END_CHANGES)
        found |= broken(page, COLOURS, within)
        page.emulate_media(color_scheme="light")
        page.evaluate(END_CHANGES)
    pickers.add(kind)
    return found


def open_picker(page, picker):
    picker.press("Enter")
    page.wait_for_selector(".select2-results__option:not(.loading-results)")


@pytest.mark.parametrize("unasked", [ALIKE, pytest.param((), marks=pytest.mark.drill)], ids=["most", "all"])
def test_no_screen_of_the_desk_breaks_the_policy_or_a_rule_or_scrolls_sideways(live_server, rows, unasked):
    found = {}
    pickers: set[str] = set()
    with chromium() as (page, said):
        log_in(page, live_server.url, "grace", "hopper")
        for path in PAGES:
            page.set_viewport_size(WIDE)
            response = page.goto(f"{live_server.url}/admin/{path.format(**rows)}")
            assert getattr(response, "status", 0) == 200, path
            page.evaluate(DRAWN)
            wider = {f"wider than {each['width']}" for each in (WIDE, PHONE) if scrolls(page, each)}
            found[path] = [*wider, *said, *({} if path in unasked else rules_broken(page, pickers)).items()]
            said.clear()  # axe tries styles of its own, which the policy refuses
    assert {path: told for path, told in found.items() if told} == {}


def scrolls(page, width):
    page.set_viewport_size(width)
    return page.evaluate(WIDER_THAN_THE_SCREEN)
