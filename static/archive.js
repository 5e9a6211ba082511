// Comfort only: every page works without this.
"use strict";

// What scripts say, in the language of the page; in English as it stands here (docs/languages.md).
const TONGUE = document.documentElement.lang;
const TEXTS = JSON.parse(document.getElementById("texts")?.textContent ?? "{}");
const _ = (text) => TEXTS[text] ?? text;
const ngettext = (one, many, number) => TEXTS[one] ?? (number === 1 ? one : many);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
// An address that a script makes speaks the language of the page, as the links that stand in it do.
function spoken(address) {
  const made = new URL(address, location);
  if (TONGUE !== "en") made.searchParams.set("lang", TONGUE);
  return made.pathname + made.search + made.hash;
}

const KEYS = "archive-keys";
const keysOff = () => localStorage.getItem(KEYS) === "off";
const typing = (element) => element.matches("input, textarea, select") || element.isContentEditable;

const RESULTS = ".quotes > li, .wording .report";

function step(by) {
  const results = [...document.querySelectorAll(`:is(${RESULTS}) .open`)];
  if (!results.length) return;
  const here = results.findIndex((link) => link.closest(RESULTS).contains(document.activeElement));
  const next = results[Math.min(Math.max(here + by, 0), results.length - 1)];
  const again = next.closest("details.again");
  if (again) again.open = true;
  next.focus();
}

const within = (selector) => document.activeElement.closest(RESULTS)?.querySelector(selector)?.click();

// On small screens the filters are a sheet over the page: what lies below is out of reach until it is closed.
const sheet = document.querySelector(".filters");
const dock = document.querySelector(".dock a");
let covered = false;
let back = false;

function cover() {
  const open = getComputedStyle(sheet).position === "fixed" && sheet.matches(":target, :has(:target)");
  document.querySelectorAll("header.site, main > :not(.found, .dock), .results, .dock, .list-bar, footer.site").forEach((part) => (part.inert = open));
  if (open && location.hash === "#filters") sheet.querySelector("a").focus();
  if (covered && !open) (back ? dock : document.querySelector("#results")).focus({ preventScroll: back });
  covered = open;
  back = false;
}

if (sheet) {
  addEventListener("hashchange", cover);
  addEventListener("pageshow", cover); // the target is known by then
  matchMedia("(max-width: 61.99rem)").addEventListener("change", cover);
}

function leave() {
  const menu = document.querySelector(".menu[open]");
  if (sheet?.matches(":target, :has(:target)")) {
    back = true;
    location.hash = "#results";
  } else if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || keysOff()) return;
  const action = {
    "/": () => {
      const box = document.querySelector("#q, #header-q");
      box?.focus();
      box?.select(); // what is typed takes the place of the last search
    },
    j: () => step(1),
    k: () => step(-1),
    o: () => within(".open"),
    c: () => within("[data-story]"),
    s: () => within(".pick input"),
    f: () => {
      location.hash = "#filters";
      document.querySelector("#said_from")?.focus();
    },
    "?": () => location.assign(spoken("/help/#keys")),
  }[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

function copyButton(source) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = _("Copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.value ?? source.href ?? source.textContent);
    button.textContent = _("Copied");
    setTimeout(() => (button.textContent = _("Copy")), 2000);
  });
  const row = source.nextElementSibling;
  if (row?.tagName === "P") row.prepend(button);
  else source.after(" ", button);
}

if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(copyButton);

const toggle = document.querySelector("[data-keys]");
if (toggle) {
  const label = () => (toggle.textContent = keysOff() ? _("Switch these keys on") : _("Switch these keys off"));
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    localStorage.setItem(KEYS, keysOff() ? "on" : "off");
    label();
  });
  label();
}
