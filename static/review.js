// Reviewing proposals: one key for each button. Everything works without this.
"use strict";
{
  const KEYS = "archive-keys"; // the same switch as on the public pages
  const off = () => localStorage.getItem(KEYS) === "off";
  const typing = (element) =>
    element.matches("textarea, select, input:not([type=radio], [type=checkbox])") || element.isContentEditable;

  function choose(number) {
    const open = document.querySelector(".who:not(:has(:checked))") || document.querySelector(".who");
    open?.querySelectorAll("input[type=radio]")[number - 1]?.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target) || off()) return;
    if (/^[1-9]$/.test(event.key)) return choose(Number(event.key));
    document.querySelector(`[data-key="${event.key}"]`)?.click();
  });

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

  // The text moves within its box alone, so that the card stays where it is.
  const box = document.getElementById("article-text");
  const mark = box.querySelector("mark.current");
  if (mark) box.scrollTop = mark.offsetTop - box.clientHeight / 3;
  document.getElementById("card-title")?.focus({ preventScroll: true });
}
