// Explore: arrow keys inside drawings, a party's own lines in the network, facets folded on small screens.
"use strict";
(() => {
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  const stops = (drawing) => [...drawing.querySelectorAll("a")];
  for (const drawing of document.querySelectorAll("[data-roving]")) {
    drawing.addEventListener("keydown", (event) => {
      const all = stops(drawing);
      const now = all.indexOf(event.target.closest("a"));
      let next = now + (STEPS[event.key] || 0);
      if (event.key === "Home") next = 0;
      if (event.key === "End") next = all.length - 1;
      if (now < 0 || next === now || !all[next]) return;
      event.preventDefault();
      all[now].setAttribute("tabindex", "-1");
      all[next].setAttribute("tabindex", "0");
      all[next].focus();
    });
  }

  for (const network of document.querySelectorAll("[data-network]")) {
    const pick = (name) => {
      network.classList.toggle("picked", name !== null);
      for (const edge of network.querySelectorAll(".edge")) {
        edge.classList.toggle("near", edge.dataset.one === name || edge.dataset.other === name);
      }
    };
    const nameOf = (event) => event.target.closest("[data-node]")?.dataset.node ?? null;
    for (const kind of ["pointerover", "focusin"]) network.addEventListener(kind, (event) => pick(nameOf(event)));
    for (const kind of ["pointerleave", "focusout"]) network.addEventListener(kind, () => pick(null));
  }

  // What is wider than a telephone begins at its middle, the map at its largest circle.
  for (const wide of document.querySelectorAll(".network, .map")) {
    const box = wide.getBoundingClientRect();
    const largest = wide.matches(".map") ? wide.querySelector("a")?.getBoundingClientRect() : null;
    const middle = largest ? largest.x + largest.width / 2 - box.x : wide.scrollWidth / 2;
    wide.scrollLeft = middle - wide.clientWidth / 2;
  }

  const facets = document.querySelector("[data-facets]");
  if (facets && window.matchMedia("(max-width: 56rem)").matches) facets.open = false;
})();
