"""WCAG 2.2 AA where something is open; test_public_pages.py asks every kind of page, on three screens."""

import pytest

from tests.browser.axe import COLOURS, SCREENS, broken_rules, violations
from tests.browser.chromium import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_what_breaks_a_rule_is_told_also_after_another_question(page):
    page.set_content(
        '<html lang="en"><title>T</title><main><p style="color: #ccc">Grey<p><img src="data:,"></main></html>'
    )
    assert [each["id"] for each in broken_rules(page, COLOURS)] == ["color-contrast"]
    assert {each["id"] for each in broken_rules(page)} == {"color-contrast", "image-alt"}
    assert [each["id"] for each in broken_rules(page, within="img")] == ["image-alt"]


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
        assert broken_rules(page, within="header.site") == []
        page.click("text=Menu")
        page.click(".dock >> text=Filters")
        page.evaluate("document.querySelectorAll('.sheet details').forEach((one) => (one.open = true))")
        assert broken_rules(page, within=".sheet") == []


@pytest.mark.drill
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_address_breaks_a_rule_on_any_screen(site, screen, scheme):
    assert violations(site, screen, scheme) == []
