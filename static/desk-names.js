// Select2 leaves its boxes without a name; they get that of the label of the field behind them.
"use strict";
{
  function name() {
    for (const box of document.querySelectorAll(".select2-selection")) {
      const field = box.closest(".select2").previousElementSibling;
      const label = field.id && document.querySelector(`label[for="${field.id}"]`);
      if (!label) continue;
      const text = label.textContent.trim().replace(/:$/, "");
      for (const part of [box, box.querySelector("[role=textbox]")]) part?.setAttribute("aria-label", text);
      box.removeAttribute("aria-labelledby");
    }
  }
  new MutationObserver(name).observe(document.documentElement, { childList: true, subtree: true });
}
