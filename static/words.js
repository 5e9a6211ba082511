// Comfort only: every page works without this.
"use strict";

// A link to any words of an article: their places in the stored text, in code points, and the beginning of its hash.
const text = document.querySelector("[data-hash]");
const offer = document.querySelector(".words-link");

function placesOf(range) {
  const runs = [...text.querySelectorAll("[data-at]")].filter((run) => range.intersectsNode(run));
  if (!runs.length) return null;
  const within = (run, node, at) => {
    const before = document.createRange();
    before.selectNodeContents(run);
    if (node) before.setEnd(node, at);
    return Number(run.dataset.at) + [...before.toString()].length;
  };
  const first = runs[0];
  const last = runs.at(-1);
  const start = first.contains(range.startContainer) ? within(first, range.startContainer, range.startOffset) : Number(first.dataset.at);
  const end = last.contains(range.endContainer) ? within(last, range.endContainer, range.endOffset) : within(last);
  return end > start ? [start, end] : null;
}

function wordsChosen() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed || !chosen.toString().trim()) return null;
  const range = chosen.getRangeAt(0);
  return range.intersectsNode(text) ? placesOf(range) : null;
}

if (text && offer && navigator.clipboard) {
  const button = offer.firstElementChild;
  const label = button.textContent;
  let places;
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === button) return;
    places = wordsChosen();
    offer.hidden = !places;
    button.textContent = label;
  });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", async () => {
    const address = new URL(location.pathname, location.origin);
    address.searchParams.set("words", places.join("-"));
    address.searchParams.set("hash", text.dataset.hash);
    if (text.className === "raw") address.searchParams.set("text", "raw");
    address.hash = "words";
    await navigator.clipboard.writeText(address);
    button.textContent = _("Copied");
  });
}
