// Select2 leaves its boxes, and the field one types into, without a name: they get that of the label of the field behind them.
// Of an open box it says which list it owns, not which it controls, as a combobox must.
"use strict";
{
  function nameOf(field) {
    const label = field?.id && document.querySelector(`label[for="${field.id}"]`);
    return label ? label.textContent.trim().replace(/:$/, "") : field?.getAttribute("aria-label");
  }
  function give(part, name) {
    if (name && part && part.getAttribute("aria-label") !== name) part.setAttribute("aria-label", name);
  }
  function name() {
    for (const box of document.querySelectorAll(".select2-selection")) {
      const text = nameOf(box.closest(".select2").previousElementSibling);
      for (const part of [box, box.querySelector("[role=textbox]")]) give(part, text);
      if (text) box.removeAttribute("aria-labelledby");
      const list = box.getAttribute("aria-owns");
      if (list) box.setAttribute("aria-controls", list);
      else box.removeAttribute("aria-controls");
    }
    // In a list box that holds no more than a notice, the notice is what there is to choose.
    for (const notice of document.querySelectorAll(".select2-results__message[role=alert]")) {
      notice.setAttribute("role", "option");
      notice.setAttribute("aria-disabled", "true");
    }
    for (const typed of document.querySelectorAll(".select2-search__field[aria-controls]")) {
      const of = typed.getAttribute("aria-controls").replace(/^select2-(.*)-results$/, "$1");
      const text = nameOf(document.getElementById(of));
      give(typed, text);
      give(document.getElementById(typed.getAttribute("aria-controls")), text);
    }
  }
  const changes = { childList: true, subtree: true, attributeFilter: ["aria-owns"] };
  new MutationObserver(name).observe(document.documentElement, changes);
}
