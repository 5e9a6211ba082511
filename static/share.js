// Passing quotes on: comfort only, every page works without this.
"use strict";

document.querySelectorAll("[data-copy]").forEach((field) => field.addEventListener("focus", () => field.select?.()));

async function copyStory(link) {
  const answer = await fetch(link.dataset.story);
  if (!answer.ok) return void (location.href = link.href);
  await navigator.clipboard.writeText(await answer.text());
  const label = link.firstChild.textContent;
  link.firstChild.textContent = _("Copied");
  setTimeout(() => (link.firstChild.textContent = label), 2000);
}

if (navigator.clipboard) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-story]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    copyStory(link).catch(() => (location.href = link.href));
  });
}

// The list: kept here so that it survives the menu; the address of a page may bring more.
const LIST = "archive-list";
const MOST_QUOTES = 100;
const MOST_COMPARED = 4;
const bar = document.querySelector(".list-bar");

// Of a quote: whatever else stands in the store would make every address of the list a wrong one.
const isNumber = (id) => Number.isInteger(id) && id > 0 && id < 2 ** 31;

function listed() {
  try {
    return JSON.parse(localStorage.getItem(LIST) ?? "[]").filter(isNumber);
  } catch {
    return [];
  }
}

function keep(ids) {
  try {
    localStorage.setItem(LIST, JSON.stringify([...new Set(ids)].slice(0, MOST_QUOTES)));
  } catch {
    return; // a browser that stores nothing: the address still keeps the list
  }
  showList();
}

function showList() {
  const ids = listed();
  const query = ids.map((id) => `id=${id}`).join("&");
  const link = document.querySelector(".my-list");
  link.hidden = bar.hidden = !ids.length;
  link.querySelector("a").textContent = filled(_("List ({number})"), { number: ids.length });
  link.querySelector("a").href = spoken(`${bar.dataset.quotes}?${query}`);
  const told = ids.length < MOST_QUOTES ? ngettext("Your list: {number} quote", "Your list: {number} quotes", ids.length) : _("Your list is full: {number} quotes");
  bar.querySelector("[data-count]").textContent = filled(told, { number: ids.length });
  bar.querySelectorAll("[data-to]").forEach((a) => {
    a.href = spoken(`${bar.dataset[a.dataset.to]}?${query}`);
    a.hidden = a.dataset.to === "compare" && (ids.length < 2 || ids.length > MOST_COMPARED);
  });
  document.querySelectorAll("input[name=keep]").forEach((box) => {
    if (box.type === "checkbox") box.checked = ids.includes(Number(box.value));
  });
}

// What an address brought is kept here now: it would bring back what is taken out of the list.
function forgetAddress() {
  const without = (text) => {
    const address = new URL(text, location);
    address.searchParams.delete("keep");
    return address;
  };
  if (location.search.includes("keep=")) history.replaceState(history.state, "", without(location.href));
  document.querySelectorAll("a[href*='keep=']").forEach((a) => a.setAttribute("href", without(a.getAttribute("href")))); // bars of drawings too
  document.querySelectorAll("input[type=hidden][name=keep]").forEach((field) => field.remove());
}

if (bar) {
  const brought = new URLSearchParams(location.search).getAll("keep").map((text) => parseInt(text, 10)).filter(isNumber);
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "keep" || target.type !== "checkbox") return;
    const id = Number(target.value);
    keep(target.checked ? [...listed(), id] : listed().filter((other) => other !== id));
  });
  bar.querySelector("[data-empty]").addEventListener("click", () => {
    keep([]);
    document.getElementById("main").focus({ preventScroll: true }); // the button is gone
  });
  keep([...listed(), ...brought]);
  if (brought.every((id) => listed().includes(id))) forgetAddress();
  addEventListener("storage", showList); // another tab
  addEventListener("pageshow", showList); // back to a page as it was left
}

// What is new since the last visit. Only this browser knows when that was; nothing is sent but the moment itself.
const SEEN = "archive-visit";

function lastVisit() {
  const last = localStorage.getItem(SEEN);
  if (!sessionStorage.getItem(SEEN)) sessionStorage.setItem(SEEN, last ?? "none");
  localStorage.setItem(SEEN, new Date().toISOString());
  return sessionStorage.getItem(SEEN);
}

async function tellSince(line, moment) {
  const address = new URL(line.dataset.since, location);
  address.searchParams.set("since", moment);
  const answer = await fetch(address);
  if (!answer.ok) return;
  const counts = await answer.json();
  const told = [[counts.published, _("new")], [counts.corrected, _("corrected")], [counts.withdrawn, _("withdrawn")]].filter(([n]) => n);
  if (!told.length) return;
  const day = new Date(moment).toLocaleDateString(TONGUE === "en" ? "en-GB" : TONGUE, { weekday: "long", day: "numeric", month: "long" });
  const news = told.map(([n, what]) => `${n} ${what}`).join(", ");
  line.firstElementChild.textContent = filled(_("{news} since you were here on {day}"), { news, day });
  line.hidden = false;
}

try {
  const moment = lastVisit();
  if (moment !== "none") document.querySelectorAll("[data-since]").forEach((line) => tellSince(line, moment).catch(() => {}));
} catch {
  // a browser that stores nothing has no last visit
}
