// Review: one event, its fields corrected by marking words, everything from the keyboard.
// Offsets go to the server in code points: a browser's strings are UTF-16.
"use strict";
(() => {
  const review = document.querySelector(".review");
  if (!review) return;
  const text = document.getElementById("text");
  const form = document.getElementById("verdict");
  const error = document.getElementById("error");
  const adding = Boolean(review.dataset.adding);
  const lines = [...review.querySelectorAll(".f")];
  const edits = {};
  const kept = `onrecord-edits ${location.pathname}`;
  const valueOf = (line) => (line.dataset.field in edits ? edits[line.dataset.field] : JSON.parse(line.dataset.value));
  const label = (line) => line.querySelector(".f-name").textContent;
  const say = (words) => window.onrecord.say(words);

  // --- words of the text and their places -----------------------------------------------
  // A stretch is a part of the text with its start; its text nodes together are its words.
  const stretches = [...text.querySelectorAll(".stretch")].map((element) => ({ element, start: Number(element.dataset.start), text: element.textContent }));
  const points = (string) => { let n = 0; for (const _ of string) n += 1; return n; };
  function unitOffset(element, node, offset) {
    const range = document.createRange();
    range.selectNodeContents(element);
    range.setEnd(node, offset);
    return range.toString().length;
  }
  function rangeOf(stretch, from, to) {
    const walker = document.createTreeWalker(stretch.element, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const end = at + node.length;
      if (from >= at && from < end) range.setStart(node, from - at);
      if (to > at && to <= end) { range.setEnd(node, to - at); break; }
      at = end;
    }
    return range;
  }
  const tokens = [];
  for (const stretch of stretches) {
    for (const found of stretch.text.matchAll(/[\p{L}\p{N}\p{M}\p{So}\u200d\ufe0f]+(?:[’'.\-][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}]/gu)) {
      tokens.push({ stretch, from: found.index, to: found.index + found[0].length });
    }
  }
  function spanOf(stretch, from, to) {
    const words = stretch.text.slice(from, to);
    const start = stretch.start + points(stretch.text.slice(0, from));
    return { span: [start, start + points(words)], text: words };
  }
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const stretch = stretches.find(({ element }) => element.contains(range.startContainer) && element.contains(range.endContainer));
    if (!stretch) return null;
    let from = unitOffset(stretch.element, range.startContainer, range.startOffset);
    let to = unitOffset(stretch.element, range.endContainer, range.endOffset);
    while (from < to && /\s/.test(stretch.text[from])) from += 1;
    while (to > from && /\s/.test(stretch.text[to - 1])) to -= 1;
    return from < to ? spanOf(stretch, from, to) : null;
  }

  // --- marking ----------------------------------------------------------------------------
  let marking = null;
  let anchor = 0;
  let head = 0;
  const banner = document.getElementById("marking");
  function tokenAt(span) {
    if (!span) return -1;
    return tokens.findIndex(({ stretch, to }) => stretch.start + points(stretch.text.slice(0, to)) > span[0]);
  }
  function show() {
    const [a, b] = anchor <= head ? [anchor, head] : [head, anchor];
    const first = tokens[a];
    const last = tokens[b].stretch === first.stretch ? tokens[b] : first;
    const range = rangeOf(first.stretch, first.from, last.to);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const box = range.getBoundingClientRect();
    if (box.top < 90 || box.bottom > innerHeight - 120) (range.startContainer.parentElement).scrollIntoView({ block: "center" });
    say(range.toString());
  }
  function mark(line) {
    if (!tokens.length) { fail("The store keeps no words of this report, so none can be marked."); return; }
    marking = line;
    banner.hidden = false;
    banner.textContent = `Mark the words for ${label(line)}: drag over them, or move with the arrow keys, take more with Shift, and press Enter. Esc leaves.`;
    review.classList.add("is-marking");
    const value = valueOf(line);
    const first = Array.isArray(value) ? value.at(-1) : value;
    const trigger = JSON.parse(lines.find((one) => one.dataset.field === "trigger").dataset.value);
    anchor = head = Math.max(tokenAt(first?.span), tokenAt(trigger?.span), 0);
    if (first?.span) anchor = head = Math.max(tokenAt(first.span), 0);
    text.focus({ preventScroll: true });
    show();
  }
  function leave(focus = true) {
    if (!marking) return;
    const line = marking;
    marking = null;
    banner.hidden = true;
    review.classList.remove("is-marking");
    getSelection().removeAllRanges();
    if (focus) line.querySelector("[data-mark]").focus();
  }
  function take(found) {
    const line = marking;
    if (!line || !found) return;
    const kind = line.dataset.kind;
    const words = found.text.split(/\s+/).join(" ");
    const before = valueOf(line);
    if (kind === "names") set(line, [...(before || []).filter((one) => String(one.span) !== String(found.span)), { ...found }]);
    else if (kind === "named") set(line, { ...found });
    else if (kind === "place") { set(line, { ...found }); line.querySelector("[data-name]").value = ""; line.querySelector("[data-country]").value = ""; }
    else if (kind === "date") set(line, { start: before?.start || "", end: before?.end || "", ...found });
    else set(line, { ...found });
    leave();
    say(`${label(line)}: ${words}`);
  }
  text.addEventListener("pointerup", () => { if (marking) setTimeout(() => { const found = selected(); if (found) take(found); }); });
  text.addEventListener("keydown", (event) => {
    if (!marking) return;
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 12, ArrowUp: -12, Home: -tokens.length, End: tokens.length };
    if (event.key in steps) {
      head = Math.min(Math.max(head + steps[event.key], 0), tokens.length - 1);
      if (!event.shiftKey) anchor = head;
      show();
    } else if (event.key === "Enter") take(selected());
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // --- fields -------------------------------------------------------------------------------
  const named = (one) => one.name || (one.text || "").split(/\s+/).join(" ");
  function shown(line, value) {
    const kind = line.dataset.kind;
    if (value === null || value === "" || (Array.isArray(value) && !value.length)) return "–";
    if (kind === "codes") return value.join(", ");
    if (kind === "names") return value.map(named).join(", ");
    if (kind === "named") return named(value);
    if (kind === "place") return named(value) + (value.country ? ` (${value.country})` : "");
    if (kind === "date") return (value.start === value.end ? value.start : `${value.start} to ${value.end}`) || named(value);
    if (kind === "words") return `“${value.text || value.span}”`;
    if (kind === "flag") return value ? "yes" : "no";
    return String(value);
  }
  function draw(line) {
    const field = line.dataset.field;
    const value = valueOf(line);
    line.classList.toggle("edited", field in edits);
    line.querySelector("[data-shown]").textContent = shown(line, value);
    line.querySelector("[data-words]").textContent = "";
    const was = line.querySelector("[data-was]");
    if (field in edits && !adding) { was.hidden = false; was.textContent = `before: ${shown(line, JSON.parse(line.dataset.value))}`; }
    const picked = line.querySelector("[data-picked]");
    if (!picked) return;
    picked.replaceChildren();
    const list = Array.isArray(value) ? value : value && (value.span || value.name) ? [value] : [];
    list.forEach((one, place) => {
      const item = document.createElement("li");
      const words = document.createElement("span");
      words.textContent = named(one);
      words.dir = "auto";
      item.append(words);
      if (line.dataset.kind === "names") {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "×";
        button.setAttribute("aria-label", `Take out ${named(one)}`);
        button.addEventListener("click", () => { set(line, valueOf(line).filter((_, n) => n !== place)); line.querySelector("[data-mark]").focus(); });
        item.append(button);
      }
      picked.append(item);
    });
    const many = Object.keys(edits).length;
    const accept = document.querySelector("[data-accept]");
    if (accept) accept.textContent = many ? `Save ${many} edit${many > 1 ? "s" : ""}` : "Accept";
  }
  function keep() {
    try {
      if (Object.keys(edits).length) sessionStorage.setItem(kept, JSON.stringify(edits));
      else sessionStorage.removeItem(kept);
    } catch { /* a private window keeps nothing */ }
  }
  function set(line, value) {
    if (JSON.stringify(value) === line.dataset.value) delete edits[line.dataset.field];
    else edits[line.dataset.field] = value;
    keep();
    draw(line);
    lines.forEach((one) => one !== line && !one.querySelector("[data-picked]") || draw(one));
  }
  function read(line) {
    const box = line.querySelector(".editor");
    const kind = line.dataset.kind;
    const input = box.querySelector("[data-input]");
    if (kind === "code") set(line, input.value || null);
    else if (kind === "flag") set(line, input.value === "true");
    else if (kind === "codes") set(line, [...box.querySelectorAll("[data-input]:checked")].map((one) => one.value));
    else if (kind === "number") set(line, input.value === "" ? null : Number(input.value));
    else if (kind === "date") {
      const start = box.querySelector("[data-start]").value;
      const end = box.querySelector("[data-end]").value || start;
      const before = valueOf(line);
      set(line, start ? { ...before, start, end } : null);
    } else if (kind === "place") {
      const name = box.querySelector("[data-name]").value.trim();
      const country = box.querySelector("[data-country]").value.trim().toUpperCase();
      const before = valueOf(line);
      if (before || name) {
        const same = before && (before.name || "") === name && (before.country || "") === country;
        set(line, same ? before : { span: before?.span ?? null, text: before?.text ?? null, ...(name ? { name } : {}), ...(country ? { country } : {}), ...(name || before?.span ? {} : { name: "?" }) });
      }
    }
  }
  function open(line, focus = true) {
    for (const one of lines) if (one !== line) close(one, false);
    const more = line.closest("details");
    if (more) more.open = true;
    line.querySelector(".f-open").setAttribute("aria-expanded", "true");
    line.querySelector(".editor").hidden = false;
    draw(line);
    if (focus) (line.querySelector(".editor input, .editor select, .editor button") || line).focus();
  }
  function close(line, focus = true) {
    line.querySelector(".f-open").setAttribute("aria-expanded", "false");
    line.querySelector(".editor").hidden = true;
    if (focus) line.querySelector(".f-open").focus();
  }
  const opened = () => lines.find((line) => !line.querySelector(".editor").hidden);
  for (const line of lines) {
    line.querySelector(".f-open").addEventListener("click", () => (opened() === line ? close(line) : open(line)));
    line.querySelector("[data-mark]")?.addEventListener("click", () => mark(line));
    line.querySelector("[data-outlet]")?.addEventListener("click", () => set(line, { name: "outlet" }));
    line.querySelector("[data-clear]")?.addEventListener("click", () => {
      for (const input of line.querySelectorAll(".editor input")) input.value = "";
      set(line, line.dataset.kind === "names" ? [] : null);
    });
    line.querySelector("[data-done]").addEventListener("click", () => { read(line); close(line); });
    line.querySelector("[data-undo]").addEventListener("click", () => { delete edits[line.dataset.field]; keep(); draw(line); close(line); });
    line.querySelector(".editor").addEventListener("keydown", (event) => {
      if (event.key === "Escape") { close(line); event.preventDefault(); event.stopPropagation(); }
      if (event.key === "Enter" && event.target.matches("input, select")) { read(line); close(line); event.preventDefault(); }
    });
  }

  // --- saying it ------------------------------------------------------------------------------
  function fail(sentence) {
    error.textContent = sentence;
  }
  let sending = false;
  async function send(act, values = edits) {
    if (sending) return;
    const line = opened();
    if (line && values === edits) { read(line); close(line, false); }
    const many = Object.keys(values).length;
    const why = form.elements.why.value.trim();
    if (act === "comment" && !why) { form.elements.why.focus(); say("Write the comment, then press Comment"); return; }
    const kind = act === "accept" && many ? "edit" : act;
    const data = new FormData(form);
    data.set("act", kind);
    data.set("values", kind === "edit" || kind === "add" ? JSON.stringify(values) : "");
    sending = true;
    fail("");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), headers: { accept: "application/json", "x-onrecord-token": data.get("token") } });
      if (!answer.ok) {
        const told = (await answer.text()).replace(/^onrecord: /, "").trim();
        fail(answer.status === 403 ? "The page is older than its server. Reload it: your edits are kept." : `Not saved: ${told}`);
        return;
      }
      const { next } = await answer.json();
      try { sessionStorage.removeItem(kept); } catch { /* nothing was kept */ }
      location.assign(next);
    } catch {
      fail("Not saved: the server doesn’t answer. Start it again and press the key once more, or reload; your edits are kept.");
    } finally {
      sending = false;
    }
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.submitter?.value || (adding ? "add" : "accept"));
  });
  review.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (button) send("edit", { [button.dataset.take]: JSON.parse(button.dataset.value) });
    if (event.target.closest("[data-edit]")) open(lines[0]);
    if (event.target.closest("[data-keys]")) document.getElementById("keys").showModal();
  });
  const KEYS = {
    a: () => send(adding ? "add" : "accept"),
    r: () => !adding && send("reject"),
    e: () => open(lines[0]),
    c: () => !adding && form.elements.why.focus(),
    u: () => form.querySelector("[value=withdraw]") && send("withdraw"),
    m: () => review.querySelector("[data-missed]")?.click(),
    w: () => { const line = opened(); if (line?.querySelector("[data-mark]")) mark(line); },
    j: () => review.querySelector("a[rel=next]")?.click(),
    k: () => review.querySelector("a[rel=prev]")?.click(),
    "?": () => document.getElementById("keys").showModal(),
    Escape: () => { const line = opened(); if (line) close(line); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || marking) return;
    if (event.key === "Escape" && event.target === form.elements.why) { form.elements.why.blur(); return; }
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog, .display-menu")) return;
    if (/^[1-9]$/.test(event.key) && lines[event.key - 1]) { open(lines[event.key - 1]); event.preventDefault(); return; }
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  try {
    Object.assign(edits, JSON.parse(sessionStorage.getItem(kept) || "{}"));
  } catch { /* nothing was kept */ }
  for (const line of lines) if (line.dataset.field in edits || adding) draw(line);
  text.querySelector('.seg[data-role="trigger"]')?.scrollIntoView({ block: "center" });
})();
