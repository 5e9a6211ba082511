"""WCAG 2.2 AA where something is open; test_public_pages.py asks every kind of page, on three screens."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.axe import RULES, SCREENS, violations
from tests.browser.chromium import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("screen", "scheme"),
    [
        ("phone", "light"),
        ("small", "dark"),
        pytest.param("phone", "dark", marks=pytest.mark.drill),
        pytest.param("small", "light", marks=pytest.mark.drill),
    ],
)
def test_an_open_menu_and_an_open_sheet_of_filters_break_no_rule(site, screen, scheme):
    with opened(SCREENS[screen], scheme) as page:
        page.goto(f"{site}/quotes/?q=Korea&country=US")
        page.click("text=Menu")
        assert Axe().run(page, options=RULES).response["violations"] == []
        page.click("text=Menu")
        page.click(".dock >> text=Filters")
        page.evaluate("document.querySelectorAll('.sheet details').forEach((one) => (one.open = true))")
        assert Axe().run(page, options=RULES).response["violations"] == []


@pytest.mark.drill
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_address_breaks_a_rule_on_any_screen(site, screen, scheme):
    assert violations(site, screen, scheme) == []
