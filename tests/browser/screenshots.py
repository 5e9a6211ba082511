"""Keeps the pages as pictures: make screenshots"""

import pytest
from django.conf import settings

from tests.browser.site import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAGES = [
    "home",
    "results",
    "quote",
    "statement",
    "speaker",
    "country",
    "article",
    "compare",
    "timeline",
    "empty",
]
SCREENS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_keep_screenshots(page, site, screen, scheme):
    page.set_viewport_size(SCREENS[screen])
    page.emulate_media(color_scheme=scheme)
    for name in PAGES:
        page.goto(site + addresses()[name], wait_until="networkidle")
        path = settings.BASE_DIR / "docs" / "screenshots" / f"{name}-{screen}-{scheme}.png"
        page.screenshot(path=path)
        assert path.stat().st_size > 10_000
