// Conveniences only: every page reads and posts without this file.
"use strict";

// Open menus close when one clicks elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
});

// A strip of tabs that is wider than the screen begins at the one that is open.
for (const open of document.querySelectorAll(".tabs [aria-current]")) {
  const strip = open.closest(".tabs");
  strip.scrollLeft = open.offsetLeft - strip.offsetLeft - (strip.clientWidth - open.offsetWidth) / 2;
}

// What is typed is saved as a draft a moment after the last key, and once more when the page is left.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const says = form.querySelector("[data-draft-says]");
  let waiting, dirty = false;
  const fields = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data.entries()]) if (value instanceof File) data.delete(name);
    return data;
  };
  const save = async () => {
    if (!dirty) return;
    dirty = false;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: fields() });
      if (says && answer.ok) says.textContent = says.dataset.draftSays;
      if (!answer.ok) dirty = true;
    } catch { dirty = true; }
  };
  form.addEventListener("input", () => { dirty = true; clearTimeout(waiting); waiting = setTimeout(save, 1200); });
  form.addEventListener("submit", () => { dirty = false; clearTimeout(waiting); });
  window.addEventListener("pagehide", () => { if (dirty) navigator.sendBeacon(form.dataset.draft, fields()); });
}

// A small request that was led elsewhere, such as to signing in, leads there: its page is not pasted into this one.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo } = event.detail;
  if (!xhr.responseURL) return;
  const asked = new URL(pathInfo.finalRequestPath, location.href);
  if (new URL(xhr.responseURL).pathname === asked.pathname) return;
  event.detail.shouldSwap = false;
  location.assign(xhr.responseURL);
});
// What is refused is said on a page of its own: the form is sent again as it would be without this file, with the
// value of the button that was pressed.
document.addEventListener("htmx:responseError", ({ detail: { elt, requestConfig } }) => {
  const form = elt.form ?? elt.closest("form"), pressed = requestConfig.triggeringEvent?.submitter ?? elt;
  // A suggestion that failed is just not made.
  if (!form || requestConfig.verb === "get") return;
  if (pressed.matches("button[name]")) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: pressed.name, value: pressed.value }));
  }
  form.submit();
});

// What is suggested is reached with the arrow keys, and goes with Escape, or when one turns to something else.
document.addEventListener("keydown", (event) => {
  const seek = event.target.closest?.(".seek");
  if (!seek) return;
  if (event.key === "Escape") seek.querySelector(".suggested").replaceChildren();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [seek.elements.q, ...seek.querySelectorAll(".suggested a")];
  if (!step || stops.length < 2) return;
  event.preventDefault();
  stops.at((stops.indexOf(event.target) + step) % stops.length).focus();
});
document.addEventListener("focusout", (event) => {
  const seek = event.target.closest?.(".seek");
  if (seek && event.relatedTarget && !seek.contains(event.relatedTarget)) seek.querySelector(".suggested").replaceChildren();
});
document.addEventListener("click", (event) => {
  for (const seek of document.querySelectorAll(".seek")) {
    if (!seek.contains(event.target)) seek.querySelector(".suggested").replaceChildren();
  }
});
// A button that was pressed and replaced keeps the keyboard's place, so that its new state is read out.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (document.activeElement !== document.body) return;
  (target.matches("[aria-pressed]") ? target : target.querySelector("[aria-pressed]"))?.focus();
});
