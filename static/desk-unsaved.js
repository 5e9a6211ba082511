// Beside the form of a row stand others, such as its steps: sending one of them would lose what was typed into another.
"use strict";
{
  const WARNING =
    "What you changed in another form of this page is not saved, and would be lost: save that first, or press again to go on without it.";
  function changed(field) {
    if (!field.name || field.type === "hidden") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.type === "file") return field.files.length > 0;
    if (!field.options) return field.value !== field.defaultValue;
    const chosen = [...field.options].filter((option) => option.defaultSelected);
    if (!chosen.length && !field.multiple) return field.selectedIndex > 0;
    return [...field.options].some((option) => option.selected !== option.defaultSelected);
  }
  // One that came back with an error holds what was typed as if it had been there.
  const unsaved = (form) => form.querySelector(".errornote:not(.unsaved), .errorlist") || [...form.elements].some(changed);
  document.addEventListener("submit", (event) => {
    const sent = event.target;
    const forms = [...document.querySelectorAll("#content form")].filter((form) => form.method === "post");
    // Beside a text that is marked up, what is marked fills both its forms.
    if (!document.querySelector("body:not(.markup) #content-main > form[id$=_form]") || sent.method !== "post") return;
    if (sent.dataset.warned || !forms.some((form) => form !== sent && unsaved(form))) return;
    event.preventDefault();
    sent.dataset.warned = "1";
    const note = document.createElement("p");
    note.className = "errornote unsaved";
    note.setAttribute("role", "alert");
    note.textContent = WARNING;
    sent.prepend(note);
  });
}
