// Comfort only: every page works without this.
"use strict";

// A box that says what it can find: people, countries and occasions, which narrow the search, and words.
function combobox(box) {
  const list = document.createElement("div");
  Object.assign(list, { id: `${box.id}-list`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", _("Suggestions"));
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
    location.assign(spoken(`${quotes}?${asked}`));
  }

  async function suggest() {
    const typed = box.value;
    const answer = await fetch(spoken(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`));
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
