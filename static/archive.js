// Comfort only: every page works without this.
"use strict";

const KEYS = "archive-keys";
const keysOff = () => localStorage.getItem(KEYS) === "off";
const typing = (element) => element.matches("input, textarea, select") || element.isContentEditable;

function step(by) {
  const results = [...document.querySelectorAll(".quotes > li .open")];
  if (!results.length) return;
  const here = results.findIndex((link) => link.closest("li").contains(document.activeElement));
  results[Math.min(Math.max(here + by, 0), results.length - 1)].focus();
}

const within = (selector) => document.activeElement.closest(".quotes > li")?.querySelector(selector)?.click();

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.querySelector(".filters:target, .filters :target")) location.hash = "#results";
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || keysOff()) return;
  const action = {
    "/": () => document.querySelector("#q, #header-q")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    o: () => within(".open"),
    c: () => within("[data-story]"),
    s: () => within(".pick input"),
    f: () => {
      location.hash = "#filters";
      document.querySelector("#said_from")?.focus();
    },
    "?": () => location.assign("/help/#keys"),
  }[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

// A quote in several parts has one address, which leads to the first of them: all are marked.
function markWhole() {
  const id = /^#q(\d+)$/.exec(location.hash)?.[1];
  document.querySelectorAll("mark.said").forEach((part) => {
    part.classList.toggle("whole", part.dataset.quotes.split(" ").includes(id));
  });
}

addEventListener("hashchange", markWhole);
markWhole();

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
    button.textContent = "Copied";
  });
}

function copyButton(source) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.value ?? source.href ?? source.textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  const row = source.nextElementSibling;
  if (row?.tagName === "P") row.prepend(button);
  else source.after(" ", button);
}

if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(copyButton);

const toggle = document.querySelector("[data-keys]");
if (toggle) {
  const label = () => (toggle.textContent = keysOff() ? "Switch these keys on" : "Switch these keys off");
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    localStorage.setItem(KEYS, keysOff() ? "on" : "off");
    label();
  });
  label();
}

// A box that says what it can find: people, countries and occasions, which narrow the search, and words.
function combobox(box) {
  const list = document.createElement("div");
  Object.assign(list, { id: `${box.id}-list`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  box.removeAttribute("list");
  box.after(list);
  const attributes = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  Object.entries(attributes).forEach(([name, value]) => box.setAttribute(name, value));
  const part = (name, text, parent) => Object.assign(parent.appendChild(document.createElement(name)), { textContent: text });
  let options = [];
  let at = -1;
  let timer;

  function show(groups) {
    list.replaceChildren();
    options = [];
    groups.forEach(({ heading, options: held }, group) => {
      const section = part("div", "", list);
      section.setAttribute("role", "group");
      section.setAttribute("aria-labelledby", (part("p", heading, section).id = `${list.id}-${group}`));
      held.forEach(({ label, note, query }) => {
        const option = part("div", "", section);
        part("bdi", label, option);
        if (note) part("small", ` ${note}`, option);
        option.id = `${list.id}-option-${options.push(option) - 1}`;
        option.setAttribute("role", "option");
        option.dataset.query = query;
      });
    });
    list.hidden = !options.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    step(-1);
  }

  function step(to) {
    at = to;
    options.forEach((option, one) => option.setAttribute("aria-selected", String(one === at)));
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }

  // What else the search was narrowed to stays; a form of another page does not know these filters.
  function go(query) {
    const quotes = box.dataset.suggest.replace("suggest/", "");
    const same = new URL(box.form.action).pathname === quotes;
    const asked = new URLSearchParams(same ? new FormData(box.form) : "");
    asked.delete("q");
    new URLSearchParams(query).forEach((value, name) => asked.append(name, value));
    location.assign(`${quotes}?${asked}`);
  }

  async function suggest() {
    const typed = box.value;
    const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`);
    if (answer.ok && typed === box.value && document.activeElement === box) show((await answer.json()).groups);
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, 150);
  });
  box.addEventListener("blur", () => show([]));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[role=option]");
    if (chosen) go(chosen.dataset.query);
  });
  box.addEventListener("keydown", (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way && options.length) step(((at + way + 1 + options.length + 1) % (options.length + 1)) - 1);
    else if (event.key === "Enter" && at >= 0) go(options[at].dataset.query);
    else if (event.key === "Escape" && !list.hidden) show([]);
    else return;
    event.preventDefault();
  });
}

document.querySelectorAll("input[data-suggest]").forEach(combobox);
