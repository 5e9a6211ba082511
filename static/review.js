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

  // Whoever types a name is offered those that the archive knows; what is typed and not offered is new.
  document.addEventListener("input", async (event) => {
    const box = event.target;
    if (!box.dataset.people) return;
    box.closest("label").querySelector("input[type=radio]").checked = true;
    const list = document.getElementById(box.getAttribute("list"));
    const chosen = [...list.options].find((option) => option.value === box.value);
    box.nextElementSibling.value = chosen?.dataset.id || "";
    if (chosen || box.value.trim().length < 2) return;
    const asked = new URLSearchParams({ app_label: "archive", model_name: "attribution", field_name: "speaker", term: box.value });
    const answer = await fetch(`${box.dataset.people}?${asked}`);
    if (!answer.ok) return;
    const found = (await answer.json()).results;
    list.replaceChildren(...found.map(({ id, text }) => named(id, text)));
  });

  function named(id, text) {
    const option = document.createElement("option");
    option.value = text;
    option.dataset.id = id;
    return option;
  }

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
    const control = (current() || document).querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!control && current() && "jk".includes(event.key)) return move(event.key === "j" ? 1 : -1);
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
