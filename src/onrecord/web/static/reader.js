// The reader: one card chosen at a time, its words marked. The server has cut the text; nothing is counted here.
"use strict";
(() => {
  const ROLES = ["trigger", "source", "target", "time", "place", "cue", "speaker", "content", "wording"];
  const reader = document.querySelector(".reader");
  if (!reader) return;
  const segs = [...reader.querySelectorAll(".article .seg")].map((element, index) => ({
    element,
    index,
    marks: element.dataset.m.trim().split(" ").map((mark) => {
      const at = mark.lastIndexOf(":");
      return [mark.slice(0, at), mark.slice(at + 1)];
    }),
  }));
  const card = (id) => document.getElementById(`card-${id}`);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let chosen = null;

  for (const seg of segs) {
    if (seg.marks.some(([, role]) => ["trigger", "cue", "wording"].includes(role))) seg.element.classList.add("hint");
  }

  // --- tabs ---
  const tabs = [...reader.querySelectorAll("[role=tab]")];
  const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  const tabOf = (item) => tabs.find((tab) => panelOf(tab).contains(item));
  function open(tab) {
    for (const other of tabs) {
      const on = other === tab;
      other.setAttribute("aria-selected", on);
      other.tabIndex = on ? 0 : -1;
      panelOf(other).hidden = !on;
    }
  }
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => open(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(index + step + tabs.length) % tabs.length];
      open(next);
      next.focus();
    });
  }
  open(tabs[0]);

  // --- choosing ---
  function unmark() {
    for (const { element } of segs) {
      element.removeAttribute("data-role");
      element.removeAttribute("data-second");
      element.removeAttribute("data-label");
    }
  }
  function mark(id) {
    let before = new Set();
    let lastIndex = -2;
    for (const seg of segs) {
      const roles = seg.marks.filter(([item]) => item === id).map(([, role]) => role);
      roles.sort((a, b) => ROLES.indexOf(a) - ROLES.indexOf(b));
      if (!roles.length) continue;
      const joined = seg.index === lastIndex + 1 && touches(segs[lastIndex].element, seg.element);
      if (!joined) before = new Set();
      seg.element.dataset.role = roles[0];
      if (roles[1]) seg.element.dataset.second = roles[1];
      const fresh = roles.filter((role) => !before.has(role));
      if (fresh.length) seg.element.dataset.label = fresh.join(" · ");
      before = new Set(roles);
      lastIndex = seg.index;
    }
  }
  const touches = (a, b) => a.nextSibling === b;
  function close(item) {
    item.classList.remove("chosen");
    item.querySelector(".item-head").setAttribute("aria-expanded", "false");
    closeWhy(item);
  }
  function closeWhy(item) {
    const box = item.querySelector(".why");
    if (!box || !box.firstChild) return false;
    box.replaceChildren();
    item.querySelector("[data-why]").setAttribute("aria-expanded", "false");
    return true;
  }
  function choose(id, { focus = true, scroll = true, keep = false } = {}) {
    const item = id && card(id);
    if (chosen && chosen !== item) close(chosen);
    unmark();
    chosen = item || null;
    reader.classList.toggle("choosing", Boolean(item));
    const address = new URL(location.href);
    if (item) address.searchParams.set("mark", id);
    else address.searchParams.delete("mark");
    if (!keep) history.replaceState(history.state, "", address);
    if (!item) return;
    open(tabOf(item));
    item.classList.add("chosen");
    const head = item.querySelector(".item-head");
    head.setAttribute("aria-expanded", "true");
    if (focus) head.focus({ preventScroll: true });
    mark(id);
    if (scroll) {
      const how = calm ? "instant" : "smooth";
      item.scrollIntoView({ block: "nearest", behavior: how });
      reader.querySelector(".article .seg[data-role]")?.scrollIntoView({ block: "nearest", behavior: how });
    }
    window.onrecord.say(item.getAttribute("aria-label") || "");
  }
  reader.addEventListener("click", (event) => {
    const head = event.target.closest(".item-head");
    if (head) {
      const item = head.closest(".item");
      choose(item === chosen ? null : item.dataset.item);
      if (!chosen) head.focus();
      return;
    }
    const go = event.target.closest("[data-go]");
    if (go) {
      choose(go.dataset.go);
      return;
    }
    const element = event.target.closest(".article .seg");
    if (element && !String(getSelection())) choose(best(element), { focus: false });
  });
  // Of the items at some words: one that isn't chosen, whose trigger or cue they are, in the order of the cards.
  function best(element) {
    const { marks } = segs.find((seg) => seg.element === element);
    const rank = ([, role]) => ["trigger", "wording", "cue"].indexOf(role) + 1 || 9;
    const sorted = [...marks].sort((a, b) => rank(a) - rank(b));
    const here = sorted.findIndex(([item]) => chosen && item === chosen.dataset.item);
    return sorted[(here + 1) % sorted.length][0];
  }

  // --- why ---
  document.addEventListener("htmx:after:swap", () => {
    const box = chosen && chosen.querySelector(".why");
    if (!box || !box.firstElementChild) return;
    chosen.querySelector("[data-why]").setAttribute("aria-expanded", "true");
    box.firstElementChild.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  });
  reader.addEventListener("click", (event) => {
    const button = event.target.closest("[data-why]");
    if (button && closeWhy(button.closest(".item"))) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  // --- keys ---
  const shown = () => [...panelOf(tabs.find((tab) => tab.getAttribute("aria-selected") === "true")).querySelectorAll(".item[data-item]")];
  function step(by) {
    const list = shown();
    if (!list.length) return;
    const at = list.indexOf(chosen);
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1);
    choose(list[next].dataset.item);
  }
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    e: () => open(tabs[0]),
    s: () => open(tabs[1]),
    n: () => document.querySelector("a[rel=next]")?.click(),
    p: () => document.querySelector("a[rel=prev]")?.click(),
    "?": () => document.getElementById("keys").showModal(),
    Enter: () => chosen?.querySelector("[data-why]")?.click(),
    Escape: () => {
      if (!chosen) return;
      const head = chosen.querySelector(".item-head");
      if (closeWhy(chosen)) head.focus();
      else choose(null);
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog, .display-menu")) return;
    if (event.key === "Enter" && !(chosen && event.target === chosen.querySelector(".item-head"))
        && event.target.closest("a, button, summary")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  if (reader.dataset.marked && card(reader.dataset.marked)) choose(reader.dataset.marked, { focus: false, keep: true });
})();
