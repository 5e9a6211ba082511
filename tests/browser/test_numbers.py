"""No number is broken over two lines, at any width; a table's headings neither."""

import pytest

from tests.browser.site import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDTHS = [320, 390, 560, 768, 1280]
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


@pytest.mark.parametrize("width", WIDTHS)
def test_no_number_is_broken(browser, site, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    for name, address in addresses().items():
        page.goto(site + address)
        assert page.evaluate(BROKEN) == [], (name, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
    page.goto(site + "/quotes/?view=speakers")
    assert page.evaluate(BROKEN) == []
    page.close()
