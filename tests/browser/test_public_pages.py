"""What holds on every public page; each is loaded once for all of it."""

from typing import Any

import pytest

from tests.browser.axe import broken_everywhere
from tests.browser.site import addresses, wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDTHS = [320, 390, 560, 768, 1280]
# Of a kind that axe has seen already: the drill in test_accessibility.py asks it about these, too.
TWICE = {"filtered", "bad-date", "long-article", "picked", "quotes-compared", "organisation-via"}
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > innerWidth"
# Counts as a big archive has them, then every number (and every word of a table's heading) that has two lines.
BROKEN = r"""() => {
  for (const n of document.querySelectorAll(".n, td")) {
    for (const node of n.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) node.data = node.data.replace(/^\s*\d+\s*$/, "12351");
    }
  }
  const broken = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.parentElement.closest("code, .permalink, textarea, cite, .text, .passage, .words, [href^=http]")) continue;
    const heading = node.parentElement.closest("th[scope=col], .n, td");
    for (const match of node.data.matchAll(heading ? /[\p{L}\p{N}]+/gu : /\d+/g)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const tops = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top)));
      if (tops.size > 1) broken.push(`${match[0]} in ${node.parentElement.outerHTML.slice(0, 90)}`);
    }
  }
  return broken;
}"""


def listen(page, site):
    """What the console shows, and who else is asked, from now on."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.extend([request.url] * (not request.url.startswith(site))))
    return said


def test_no_page_breaks_the_policy_a_number_or_a_rule_logs_an_error_or_scrolls_sideways(page, site):
    said = listen(page, site)
    found: list[tuple[Any, ...]] = []
    for at, (name, address) in enumerate(addresses().items()):
        page.goto(site + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [(name, width, broken) for broken in page.evaluate(BROKEN)]
            found += [(name, width)] * page.evaluate(WIDER_THAN_THE_SCREEN)
        found += [(name, *broken) for broken in ([] if name in TWICE else broken_everywhere(page, at % 2))]
    assert (found, said) == ([], [])


def test_no_wrong_address_breaks_a_rule_or_scrolls_sideways(page, site):
    found: list[Any] = []
    for at, (name, address) in enumerate(wrong().items()):
        page.goto(site + address)
        found += [(name, *broken) for broken in ([] if name in TWICE else broken_everywhere(page, at % 2))]
        page.set_viewport_size({"width": 320, "height": 640})
        found += [name] * page.evaluate(WIDER_THAN_THE_SCREEN)
        page.set_viewport_size({"width": 1280, "height": 900})
    assert found == []
