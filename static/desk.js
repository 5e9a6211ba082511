// Marking up an article: what is selected in the text becomes offsets and words; the server checks them against each other.
"use strict";
{
  const GAP = " […] ";
  const GATHERED = ["words", "more_boilerplate"];
  const box = document.getElementById("article-text");
  const picked = document.getElementById("picked");
  const chosen = new Map(); // field name → [{start, end, words}], in the order of the text

  // Editable, so that the keyboard can move a caret through the text; nothing is ever changed in it.
  box.contentEditable = "true";
  for (const type of ["beforeinput", "paste", "drop", "cut", "dragstart"]) {
    box.addEventListener(type, (event) => event.preventDefault());
  }

  // Python counts characters, browsers UTF-16 units.
  const length = (text) => Array.from(text).length;

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!box.contains(range.commonAncestorContainer)) return null;
    const before = document.createRange();
    before.setStart(box, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const text = range.toString();
    const words = text.trim();
    if (!words) return null;
    const start = length(before.toString()) + length(text.slice(0, text.indexOf(words)));
    return { start, end: start + length(words), words };
  }

  const field = (name) => document.querySelector(`textarea[name="${name}"]`);

  function write(name, spans) {
    const area = field(name);
    chosen.set(name, spans);
    area.value = spans.map((span) => span.words).join(GAP);
    forget(area);
    spans.forEach((span, index) => {
      const pick = document.createElement("input");
      pick.type = "hidden";
      pick.name = `${name}-at-${index}`;
      pick.value = `${span.start}-${span.end}`;
      pick.className = "pick-value";
      area.after(pick);
    });
  }

  function forget(area) {
    for (const old of area.parentNode.querySelectorAll(".pick-value, .which")) old.remove();
  }

  function take(name) {
    const span = selected();
    if (!span) return say("Select some words in the text first.");
    // Words and boilerplate are gathered from several places, where they are apart; every other part is taken anew.
    const before = GATHERED.includes(name) ? chosen.get(name) || [] : [];
    const kept = before.filter((other) => span.end <= other.start || other.end <= span.start);
    write(name, [...kept, span].sort((a, b) => a.start - b.start));
    say(`Taken: “${span.words}”`);
    if (name === "words" && !before.length) suggest(span);
  }

  function say(message) {
    picked.textContent = message;
  }

  async function suggest(span) {
    const response = await fetch(`${box.dataset.suggest}?span=${span.start}-${span.end}`);
    if (!response.ok) return say(`Taken: “${span.words}”. Nothing is suggested: the server did not answer.`);
    const found = await response.json();
    const filled = [];
    if (!control("kind").value) {
      fill("kind", found.kind);
      filled.push("kind");
    }
    for (const [name, part] of Object.entries(found.parts)) {
      if (field(name).value) continue;
      write(name, [part]);
      filled.push(name.replace("_words", ""));
    }
    if (found.said.said_earliest && !control("said_earliest").value) {
      for (const [name, value] of Object.entries(found.said)) fill(name, value);
      filled.push("day");
    }
    offer(found.speakers);
    say(`Taken: “${span.words}”. Suggested: ${filled.join(", ") || "nothing new"}; ${found.speakers.length} speakers to choose from. Check them.`);
  }

  const control = (name) => document.getElementById(`id_${name}`);

  function fill(name, value) {
    control(name).value = value;
    control(name).closest("details")?.setAttribute("open", "");
  }

  function offer(speakers) {
    const place = document.getElementById("candidates");
    place.replaceChildren(
      ...speakers.map((speaker) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button";
        button.setAttribute("aria-pressed", "false");
        const role = speaker.role ? `, ${speaker.role.label}` : "";
        button.textContent = `${speaker.label}${role} (${speaker.why})`;
        button.addEventListener("click", () => toggle(button, speaker));
        return button;
      }),
    );
  }

  // One pressed button is the speaker, several make a joint statement; pressed again, it is taken back.
  function toggle(button, speaker) {
    const rows = Array.from(document.querySelectorAll("select[name^=attributions-][name$=-speaker]"));
    const pressed = button.getAttribute("aria-pressed") === "true";
    const row = rows.find((select) => select.value === (pressed ? String(speaker.id) : ""));
    if (!row) return say("Every row for a speaker is taken: empty one first.");
    row.closest("details")?.setAttribute("open", "");
    choose(row, pressed ? null : speaker);
    choose(document.getElementById(row.id.replace(/speaker$/, "role")), pressed ? null : speaker.role);
    const fresh = document.getElementById(row.id.replace(/speaker$/, "new_name"));
    if (fresh) fresh.value = "";
    button.setAttribute("aria-pressed", String(!pressed));
    const names = rows.filter((select) => select.value).map((select) => select.selectedOptions[0].text);
    say(names.length > 1 ? `Joint statement of ${names.join(" and ")}.` : `Speaker: ${names[0] || "nobody yet"}.`);
  }

  function choose(select, row) {
    if (row) select.append(new Option(row.label, row.id, true, true));
    else select.value = "";
    django.jQuery(select).trigger("change");
  }

  for (const button of document.querySelectorAll("button.pick")) {
    button.hidden = false;
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", () => take(button.dataset.field));
    const area = field(button.dataset.field);
    area.addEventListener("input", () => {
      chosen.delete(area.name);
      forget(area);
    });
  }

  for (const button of document.querySelectorAll("button.candidate")) {
    button.hidden = false;
    button.addEventListener("click", () => attribute(button.dataset));
  }

  // Where a proposal is corrected: its words in the middle of the box.
  const mark = box.querySelector("mark.current");
  if (mark) box.scrollTop = mark.offsetTop - box.clientHeight / 3;

  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const button = document.querySelector(`button.pick[data-key="${event.key}"]`);
    if (button) take(button.dataset.field);
  });
}
