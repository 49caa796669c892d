// Theme and colours of marks: applied before the first paint, kept in this browser.
"use strict";
(() => {
  const root = document.documentElement;
  const names = { theme: "auto", palette: "standard" };
  const kept = (name) => {
    try {
      return localStorage.getItem(`onrecord-${name}`) || names[name];
    } catch {
      return names[name];
    }
  };
  for (const name of Object.keys(names)) root.dataset[name] = kept(name);
  root.classList.add("js");
  document.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (!(name in names) || !event.target.closest(".display-menu")) return;
    root.dataset[name] = value;
    try {
      localStorage.setItem(`onrecord-${name}`, value);
    } catch { /* a private window keeps nothing */ }
    document.dispatchEvent(new CustomEvent("onrecord:display"));
  });
  document.addEventListener("DOMContentLoaded", () => {
    for (const name of Object.keys(names)) {
      const chosen = document.querySelector(`.display-menu input[name=${name}][value=${CSS.escape(root.dataset[name])}]`);
      if (chosen) chosen.checked = true;
    }
  });
})();
