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
