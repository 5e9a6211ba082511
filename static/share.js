// Passing quotes on: comfort only, every page works without this.
"use strict";

document.querySelectorAll("[data-copy]").forEach((field) => field.addEventListener("focus", () => field.select?.()));

async function copyStory(link) {
  const answer = await fetch(link.dataset.story);
  if (!answer.ok) return void (location.href = link.href);
  await navigator.clipboard.writeText(await answer.text());
  const label = link.firstChild.textContent;
  link.firstChild.textContent = "Copied";
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
