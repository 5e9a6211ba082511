"""WCAG 2.2 AA as far as axe can tell, and what it cannot."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.site import addresses, wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
SCREENS = {"wide": {"width": 1280, "height": 900}, "small": {"width": 320, "height": 640}}


# One of each template; the drill walks all addresses.
DISTINCT = [
    "home",
    "results",
    "empty",
    "by-speaker",
    "quote",
    "reported",
    "statement",
    "speaker",
    "country",
    "organisation",
    "article",
    "raw",
    "timeline",
    "compare",
    "help",
    "coverage",
    "not-found",
    "refused",
    "withdrawn",
    "removed",
    "forbidden",
    "broken",
    "database-down",
    "login",
]


def violations(browser, site, screen, scheme, names):
    context = browser.new_context(viewport=SCREENS[screen], color_scheme=scheme)
    page = context.new_page()
    found = []
    every = {**addresses(), **wrong()}
    for name in names or every:
        page.goto(site + every[name])
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        for violation in Axe().run(page, options=RULES).response["violations"]:
            nodes = [node["html"][:200] for node in violation["nodes"]][:3]
            found.append((name, violation["id"], nodes))
    context.close()
    return found


def test_no_page_breaks_a_rule_of_wcag(browser, site):
    assert violations(browser, site, "wide", "light", DISTINCT) == []


def test_the_busiest_pages_break_no_rule_on_a_phone_in_the_dark(browser, site):
    assert violations(browser, site, "small", "dark", ["results", "quote", "statement", "article"]) == []


@pytest.mark.drill
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_address_breaks_a_rule_on_any_screen(browser, site, screen, scheme):
    assert violations(browser, site, screen, scheme, ()) == []
