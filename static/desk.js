// Marking up an article: what is selected in the text becomes offsets and words; the server checks them against each other.
"use strict";
{
  const GAP = " […] ";
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
    // Only the words are gathered from several places, where they are apart; every other part is taken anew.
    const before = name === "words" ? chosen.get(name) || [] : [];
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
    if (!response.ok) return;
    const found = await response.json();
    const kind = document.getElementById("id_kind");
    if (!kind.value) kind.value = found.kind;
    for (const [name, part] of Object.entries(found.parts)) {
      if (!field(name).value) write(name, [part]);
    }
    offer(found.speakers);
    say(`Taken: “${span.words}”. Suggested: kind, ${Object.keys(found.parts).length} parts, ${found.speakers.length} speakers. Check them.`);
  }

  function offer(speakers) {
    const place = document.getElementById("candidates");
    place.replaceChildren(
      ...speakers.map((speaker) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button";
        const role = speaker.role ? `, ${speaker.role.label}` : "";
        button.textContent = `${speaker.label}${role} (${speaker.why})`;
        button.addEventListener("click", () => attribute(speaker));
        return button;
      }),
    );
  }

  function attribute(speaker) {
    choose("id_attributions-0-speaker", speaker);
    const fresh = document.getElementById("id_attributions-0-new_name");
    if (fresh) fresh.value = "";
    if (speaker.role) choose("id_attributions-0-role", speaker.role);
    say(`Speaker: ${speaker.label}`);
  }

  function choose(id, row) {
    const select = document.getElementById(id);
    select.append(new Option(row.label, row.id, true, true));
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
