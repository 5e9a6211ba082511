"""WCAG 2.2 AA as far as axe can tell."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.chromium import opened
from tests.browser.site import addresses, wrong

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
SCREENS = {
    "wide": {"width": 1280, "height": 900},
    "phone": {"width": 390, "height": 844},
    "small": {"width": 320, "height": 640},
}


def violations(site, screen, scheme, names=()):
    """What axe finds on the pages of these names (on all, without names), with every disclosure open but the menu, which lies over the page."""
    every = {**addresses(), **wrong()}
    found = []
    with opened(SCREENS[screen], scheme) as page:
        for name in names or every:
            page.goto(site + every[name])
            found += [(name, *broken) for broken in broken_rules(page)]
    return found


def broken_rules(page):
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach((one) => (one.open = true))")
    # A bar that lies over the page hides half a link until one scrolls.
    page.evaluate(
        "document.querySelectorAll('.list-bar, .dock').forEach((bar) => (bar.style.position = 'static'))"
    )
    violations = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in violations]


def broken_everywhere(page):
    """Of a page that is loaded once: all rules on each screen in the light, then colours alone in the dark."""
    found = []
    for name, screen in SCREENS.items():
        page.set_viewport_size(screen)
        found += [(name, *broken) for broken in broken_rules(page)]
    page.emulate_media(color_scheme="dark")
    dark = Axe().run(page, options={**RULES, "runOnly": ["color-contrast"]}).response["violations"]
    page.emulate_media(color_scheme="light")
    return found + [("dark", [node["html"][:200] for node in each["nodes"]][:3]) for each in dark]
