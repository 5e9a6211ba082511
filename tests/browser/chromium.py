"""A real Chromium, one for all tests."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, sync_playwright

from tests.conftest import CHROMIUM

# Chromium draws two more pages under the address bar of each window, though nobody types there. What Playwright leaves out
# itself is named again, as the last of such lists is the one that counts.
NOT_WANTED = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    *(
        "AvoidUnnecessaryBeforeUnloadCheckSync",
        "DestroyProfileOnBrowserClose",
        "HttpsUpgrades",
        "PaintHolding",
    ),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    "PreconnectToSearch",
)
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NOT_WANTED)}",
]
SCREEN: ViewportSize = {"width": 1280, "height": 720}
MOST_KEPT = 4

# Playwright runs an event loop in this thread; the tests' own queries are synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


class Chromium:
    """One browser, and contexts that rest: Chromium draws the window of a new one in a second, a tab in it in a fifth of that."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.resting: dict[str, BrowserContext] = {}

    def take(self, options: dict[str, Any]) -> BrowserContext:
        if context := self.resting.pop(repr(options), None):
            return context
        context = self.browser.new_context(**options)
        context.new_page()  # keeps the window open
        return context

    def put_back(self, options: dict[str, Any], context: BrowserContext) -> None:
        while len(self.resting) >= MOST_KEPT or repr(options) in self.resting:
            kind = repr(options) if repr(options) in self.resting else next(iter(self.resting))
            self.resting.pop(kind).close()
        self.resting[repr(options)] = context


current: list[Chromium] = []


@contextmanager
def launched() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        current.append(Chromium(browser))
        try:
            yield current[-1]
        finally:
            # Beside the event loop Django keeps a second connection.
            connection.close()
            current.pop()
            browser.close()


@contextmanager
def opened(
    viewport: ViewportSize = SCREEN, color_scheme: Literal["light", "dark"] = "light", **options: Any
) -> Iterator[Page]:
    """A page of a browser that has nothing stored; options are those of a context."""
    context = current[-1].take(options)
    page = context.new_page()
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=color_scheme)
    try:
        yield page
    finally:
        forget(context)
        current[-1].put_back(options, context)


def forget(context: BrowserContext) -> None:
    """Closes all but the first page, and takes away what they stored."""
    kept, *pages = context.pages
    for page in pages:
        page.close()
    context.unroute_all()
    context.clear_cookies()
    tools = context.new_cdp_session(kept)
    tools.send("Network.clearBrowserCache")
    tools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    tools.detach()


def follow(page: Page, step: str | Locator) -> None:
    """Clicks, and waits for the whole of the page that it leads to; a click alone waits for that page's first byte."""
    with page.expect_navigation():
        (page.locator(step) if isinstance(step, str) else step).click()


def follow_key(page: Page, key: str) -> None:
    """Presses a key, and waits for the whole of the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)
