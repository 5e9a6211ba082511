// Reviewing, one key for each button, and without a page load between two cards. Everything works without this.
"use strict";
{
  const KEYS = "archive-keys"; // the same switch as on the public pages
  const off = () => localStorage.getItem(KEYS) === "off";
  const typing = (element) =>
    element.matches("textarea, select, input:not([type=radio], [type=checkbox])") || element.isContentEditable;
  const current = () => document.querySelector("[data-current]");
  let busy = false;

  function choose(number) {
    const open = document.querySelector(".who:not(:has(:checked))") || document.querySelector(".who");
    open?.querySelectorAll("input[type=radio]")[number - 1]?.click();
  }

  // Whoever types a name is offered those that the archive knows; one that is typed and not offered is new. A list of
  // the page's own: the browser's would hide an answer that is spelled otherwise, "Sprūds" for "spruds".
  const offers = (box) => document.getElementById(box.dataset.offers);

  document.addEventListener("input", async ({ target: box }) => {
    if (!box.dataset.people) return;
    box.closest("label").querySelector("input[type=radio]").checked = true;
    box.nextElementSibling.value = "";
    const term = box.value.trim();
    const found = term.length < 2 ? [] : await known(box.dataset.people, term);
    if (box.value.trim() !== term) return; // more was typed meanwhile
    const buttons = found.map(({ id, text }) => offer(box, id, text, text));
    if (buttons.length) buttons.push(offer(box, "", term, `A new speaker: ${term}`));
    offers(box).replaceChildren(...buttons);
  });

  async function known(address, term) {
    const asked = new URLSearchParams({ app_label: "archive", model_name: "attribution", field_name: "speaker", term });
    const answer = await fetch(`${address}?${asked}`).catch(() => null);
    return answer?.ok && !answer.redirected ? (await answer.json()).results : [];
  }

  function offer(box, id, name, label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      box.value = name;
      box.nextElementSibling.value = id;
      offers(box).replaceChildren();
      box.focus();
    });
    return button;
  }

  // Down and up lead through the list; Enter leads to it as well, so that nobody known is entered anew unseen.
  document.addEventListener("keydown", (event) => {
    const list = event.target.dataset.people ? offers(event.target) : event.target.closest(".offers");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] || (event.key === "Enter" && event.target.dataset.people ? 1 : 0);
    if (!list?.childElementCount || !step) return;
    event.preventDefault();
    const at = [...list.children].indexOf(event.target) + step;
    list.children[Math.max(0, Math.min(at, list.childElementCount - 1))].focus();
  });

  // A click on the choice leads to its field.
  document.addEventListener("change", (event) => {
    if (event.target.value === "other") event.target.closest("label").querySelector("[data-people]")?.focus();
  });

  // Where all cards stand on one page, on and back is a move to the neighbour.
  function move(by) {
    const cards = [...document.querySelectorAll("[data-card]")];
    const next = cards[cards.indexOf(current()) + by];
    if (!next) return;
    current()?.removeAttribute("data-current");
    next.setAttribute("data-current", "");
    show();
  }

  function press(event) {
    const key = `[data-key="${CSS.escape(event.key)}"]`;
    // A key that decides is never that of a card which is not looked at.
    const control = current()?.querySelector(key) || [...document.querySelectorAll(key)].find((each) => !each.closest("[data-card]"));
    if (!control && document.querySelector("[data-card]") && "jk".includes(event.key)) return move(event.key === "j" ? 1 : -1);
    if (!control) return;
    event.preventDefault(); // or the key would be typed into the field that it leads to
    if (control.matches("input:not([type=checkbox], [type=radio])")) control.focus();
    else control.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || busy || off()) return;
    if (typing(event.target) && event.key !== "Escape") return;
    if (/^[1-9]$/.test(event.key)) return choose(Number(event.key));
    press(event);
  });

  document.addEventListener("focusin", (event) => {
    const card = event.target.closest?.("[data-card]");
    if (!card || card === current()) return;
    current()?.removeAttribute("data-current");
    card.setAttribute("data-current", "");
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!form.matches("[data-swap]") || button?.name === "_open") return;
    event.preventDefault();
    const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
    swap(address, { method: "POST", body: new FormData(form, button) });
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap], a.to-proposal");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    swap(link.href);
  });

  const kind = (page) => page.querySelector(".review-page")?.className || "";

  // The answer's own page takes this one's place; one of another kind is gone to.
  async function swap(address, sent) {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(address, sent);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("content-start");
      const alike = fresh && kind(fresh) === kind(document);
      if (answer.ok && !alike) return location.assign(answer.url);
      if (!fresh) return document.body.replaceWith(document.adoptNode(page.body)); // what was typed comes back in it
      document.getElementById("content-start").replaceWith(document.adoptNode(fresh));
      if (alike) history.replaceState(null, "", answer.url);
      begin();
    } catch {
      say("The server did not answer. Reload the page, and look whether this was taken, before you go on.");
    } finally {
      busy = false;
    }
  }

  function say(text) {
    const note = document.createElement("p");
    note.className = "errornote";
    note.setAttribute("role", "alert");
    note.textContent = text;
    document.getElementById("content-start").prepend(note);
  }

  function show() {
    const title = current()?.querySelector("h2") || document.getElementById("card-title");
    title?.focus({ preventScroll: true });
    if (current() !== document.querySelector("[data-card]")) current()?.scrollIntoView({ block: "start" });
  }

  function begin() {
    for (const help of document.querySelectorAll(".keys")) help.hidden = false;
    for (const toggle of document.querySelectorAll("[data-keys]")) {
      const label = () => {
        toggle.textContent = off() ? "Switch keys on" : "Switch keys off";
        document.body.classList.toggle("keys-off", off());
      };
      toggle.hidden = false;
      toggle.addEventListener("click", () => {
        localStorage.setItem(KEYS, off() ? "on" : "off");
        label();
      });
      label();
    }
    const $ = globalThis.django?.jQuery;
    $?.fn.djangoAdminSelect2 && $(".admin-autocomplete").not(".select2-hidden-accessible").djangoAdminSelect2();
    // The text moves within its box alone, so that the card stays where it is.
    const box = document.getElementById("article-text");
    const mark = box?.querySelector("mark.current");
    if (mark) box.scrollTop = mark.offsetTop - box.clientHeight / 3;
    show();
  }
  begin();
}
