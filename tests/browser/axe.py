"""WCAG 2.2 AA as far as axe can tell."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.chromium import opened
from tests.browser.site import addresses, wrong

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast"]
# Colours change gradually.
END_CHANGES = "document.body.offsetTop, document.getAnimations().forEach((each) => each.finish())"
# Colours take axe most of its time, and most of that for what it was asked before: rows of a list, the head of each page. Words of one
# kind (tag, class, letters, and all that they lie on) have one contrast, so on each width two are asked of all that a tab shows.
RUN = """async ([within, only, each]) => {
  const asked = new Map(JSON.parse(sessionStorage.getItem("colours asked") ?? "[]"));
  const choose = (one, ground) => {
    const style = getComputedStyle(one);
    const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.clipPath].join();
    const under = own === "rgba(0, 0, 0, 0),none,1,none" ? ground : `${ground} ${own}`;
    const kind = [one.localName, one.getAttribute("class"), style.color, style.fontSize, style.fontWeight, under].join();
    const words = one.matches("input, select, textarea, button")
      || [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (words && one.checkVisibility({visibilityProperty: true})) {
      asked.set(kind, (asked.get(kind) ?? 0) + 1);
      one.toggleAttribute("data-asked", each || asked.get(kind) <= 2);
    }
    for (const child of one.children) choose(child, under);
  };
  for (const one of document.querySelectorAll(within ?? "body")) choose(one, innerWidth);
  sessionStorage.setItem("colours asked", JSON.stringify([...asked]));
  axe.configure({rules: [{id: "color-contrast", selector: "[data-asked]"}]});
  const {violations} = await axe.run(within ?? document, {runOnly: only, resultTypes: ["violations"], preload: false, iframes: false});
  for (const one of document.querySelectorAll("[data-asked]")) one.removeAttribute("data-asked");
  return violations;
}"""
SCREENS = {
    "wide": {"width": 1280, "height": 900},
    "phone": {"width": 390, "height": 844},
    "small": {"width": 320, "height": 640},
}


def broken_rules(
    page: Page, only: list[str] = RULES, within: str | None = None, *, each: bool = False
) -> list[dict[str, Any]]:
    """What axe says of the rules that are broken; of colours it asks few of a kind, or each.

    It is read once a page, and tells of no others: each takes as long as some rules.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(RUN, [within, only, each])
    return found


def violations(site, screen, scheme, names=()):
    """What axe finds on the pages of these names; on all, without names."""
    every = {**addresses(), **wrong()}
    found = []
    with opened(SCREENS[screen], scheme) as page:
        for name in names or every:
            page.goto(site + every[name])
            found += [(name, *broken) for broken in broken_unfolded(page, each=True)]
    return found


def broken_unfolded(page, *, each=False):
    """With every disclosure open but the menu, which lies over the page."""
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach((one) => (one.open = true))")
    # A bar that lies over the page hides half a link until one scrolls.
    page.evaluate(
        "document.querySelectorAll('.list-bar, .dock').forEach((bar) => (bar.style.position = 'static'))"
    )
    return [
        (one["id"], [node["html"][:200] for node in one["nodes"]][:3])
        for one in broken_rules(page, each=each)
    ]


def broken_everywhere(page, turned):
    """Of a page that is loaded once: on a wide screen in the light and on the smallest in the dark, or turned round.

    Pages that take turns share their parts, and the drill in test_accessibility.py asks each of all, and of a phone, too.
    """
    found = []
    for name, scheme in zip(
        ("wide", "small"), ("dark", "light") if turned else ("light", "dark"), strict=True
    ):
        page.set_viewport_size(SCREENS[name])
        page.emulate_media(color_scheme=scheme)
        page.evaluate(END_CHANGES)
        found += [(name, scheme, *broken) for broken in broken_unfolded(page)]
    page.emulate_media(color_scheme="light")
    return found
