"""A real Chromium."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.conftest import CHROMIUM

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright runs an event loop in this thread; the tests' own queries are synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        try:
            yield browser
        finally:
            # Beside the event loop Django keeps a second connection: left open, it would be dead after a test that
            # restores a backup, and the next browser's tests would be given it.
            connection.close()
            browser.close()


def follow(page: Page, step: str | Locator) -> None:
    """Clicks, and waits for the whole of the page that it leads to; a click alone waits for that page's first byte."""
    with page.expect_navigation():
        (page.locator(step) if isinstance(step, str) else step).click()


def follow_key(page: Page, key: str) -> None:
    """Presses a key, and waits for the whole of the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)
