import pytest

from tests.browser.site import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_no_page_breaks_the_policy_logs_an_error_or_asks_another_host(browser, site):
    page, said = browser.new_page(), []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda request: said.extend([request.url] * (not request.url.startswith(site))))
    for address in addresses().values():
        page.goto(site + address)
        assert said == []
