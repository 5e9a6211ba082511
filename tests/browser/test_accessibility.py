"""WCAG 2.2 AA where something is open; test_public_pages.py asks every kind of page, on three screens."""

import pytest

from tests.browser.axe import COLOURS, SCREENS, broken_rules, violations
from tests.browser.chromium import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def blank(site):
    """A page of the archive that is filled with what its policy would refuse."""
    with opened(bypass_csp=True) as page:
        page.goto(site)
        yield page


def test_what_breaks_a_rule_is_told_also_after_another_question(blank):
    blank.set_content(
        '<html lang="en"><title>T</title><main><p style="color: #ccc">Grey<p><img src="data:,"></main></html>'
    )
    assert [each["id"] for each in broken_rules(blank, COLOURS)] == ["color-contrast"]
    assert {each["id"] for each in broken_rules(blank)} == {"color-contrast", "image-alt"}
    assert [each["id"] for each in broken_rules(blank, within="img")] == ["image-alt"]


ROWS = "<html lang=en><title>T</title><main><ul>{}</ul></main></html>"


@pytest.mark.parametrize(
    "odd", ["<p style='color: #ccc'>Grey</p>", "<p style='background: #333'><a href=/>Blue</a></p>"]
)
def test_the_one_row_of_many_whose_colours_differ_is_told(blank, odd):
    rows = "<p><a href=/>Row</a> 1</p>" * 9
    blank.set_content(ROWS.format(f"<li>{rows}</li>" * 4 + f"<li>{rows}{odd}{rows}</li>"))
    (broken,) = broken_rules(blank, COLOURS)
    assert len(broken["nodes"]) == 1


def test_a_kind_that_was_asked_about_is_asked_again_on_another_screen(blank):
    """Its colours may be as they were, and what lies over it not."""
    told = []
    for width in (1280, 1280, 1280, 390):
        blank.set_viewport_size({"width": width, "height": 900})
        blank.set_content(ROWS.format("<li style='color: #ccc'>Grey</li>"))
        told.append([each["id"] for each in broken_rules(blank, COLOURS)])
    assert told == [COLOURS, COLOURS, [], COLOURS]


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
