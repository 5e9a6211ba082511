"""WCAG 2.2 AA on small screens, in the dark, and on every address."""

import pytest

from tests.browser.axe import SCREENS, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_the_busiest_pages_break_no_rule_on_a_phone_in_the_dark(browser, site):
    assert violations(browser, site, "small", "dark", ["results", "quote", "statement", "article"]) == []


@pytest.mark.drill
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_address_breaks_a_rule_on_any_screen(browser, site, screen, scheme):
    assert violations(browser, site, screen, scheme) == []
