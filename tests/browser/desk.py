"""A real Chromium at the editors' desk."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import ConsoleMessage, Page

from tests.browser.chromium import follow_key, opened


@contextmanager
def chromium(*, scripts: bool = True) -> Iterator[tuple[Page, list[str]]]:
    """A page, and the errors that its console shows."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    with opened(java_script_enabled=scripts) as page:
        page.set_default_timeout(15_000)
        page.on("console", note)
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page, said


def log_in(page: Page, base: str, name: str, password: str) -> None:
    page.goto(f"{base}/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    follow_key(page, "Enter")
    assert page.url == f"{base}/admin/"
