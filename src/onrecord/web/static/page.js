// What all pages share: copying, menus that close, a voice for screen readers.
"use strict";
(() => {
  const said = () => document.getElementById("said");
  window.onrecord = {
    say(words) {
      const box = said();
      if (box) box.textContent = words;
    },
  };

  // On a telephone the list comes first: facets that choose nothing are closed.
  if (matchMedia("(max-width: 56rem)").matches) {
    for (const facet of document.querySelectorAll("details.facet:not(:has([aria-current]))")) facet.open = false;
  }
  const here = document.querySelector(".top nav [aria-current]");
  if (here) here.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) {
      const from = document.querySelector(button.dataset.copy);
      await navigator.clipboard.writeText(from.textContent.trim());
      const before = button.textContent;
      button.textContent = "Copied";
      window.onrecord.say("Copied");
      setTimeout(() => { button.textContent = before; }, 1600);
    }
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopImmediatePropagation();
    }
  });
})();
