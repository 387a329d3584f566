// The list of problems doesn't jump under one's hands: a line says how many changed meanwhile.
import { openSheet } from "./sheet.js";

const changed = new Set();
const own = new Map(); // the problems of one's own acts, and until when what is heard of them is that
const HEARD = 30_000; // ms

document.addEventListener("buckstop:changed", ({ detail }) => {
  const line = document.getElementById("changed");
  const [kind, ref] = (detail?.topic ?? "").split(":");
  if (!line || kind !== "problem" || own.get(ref) > Date.now()) return;
  changed.add(ref);
  const words = changed.size === 1 ? line.dataset.one : line.dataset.many;
  line.querySelector("span").textContent = words.replace("{n}", changed.size);
  line.hidden = false;
});

// Choosing rows: `x`, a click, shift and a click for all between, and acts on what was chosen.
const boxes = () => [...document.querySelectorAll(".choose [name=n]")];
const chosen = new Set(); // kept when the list is fetched again
let last = null;

function count() {
  const place = document.querySelector("[data-chosen]");
  const all = document.querySelector("[data-choose-all]");
  const checked = boxes().filter((box) => box.checked);
  chosen.clear();
  for (const box of checked) chosen.add(box.value);
  if (place) place.textContent = place.dataset.chosen.replace("{n}", checked.length);
  if (!all) return;
  all.hidden = false;
  all.checked = checked.length > 0 && checked.length === boxes().length;
  all.indeterminate = checked.length > 0 && !all.checked;
}

document.addEventListener("click", (event) => {
  const box = event.target.closest?.(".choose [name=n]");
  if (!box) return;
  const all = boxes();
  const from = all.findIndex((one) => one.value === last);
  if (event.shiftKey && from >= 0) {
    const to = all.indexOf(box);
    for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) one.checked = box.checked;
  }
  last = box.value;
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-choose-all]")) {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  if (event.target.closest(".choose")) count();
});
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.matches("[data-many]")) return;
  event.preventDefault();
  const asked = new URLSearchParams(new FormData(event.target));
  openSheet(`${button.getAttribute("formaction")}?${asked}`);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("textarea, select, input:not([type=checkbox])")) return;
  if (document.querySelector("dialog[open]")) return;
  const box = document.querySelector("[data-row].at .choose [name=n]");
  const act = chosen.size > 0 && document.querySelector(`[data-many-key="${CSS.escape(event.key)}"]`);
  if (event.key === "x" && box) box.click();
  else if (act) act.click();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

function fresh() {
  changed.clear();
  const line = document.getElementById("changed");
  if (line) line.hidden = true;
}

document.body.addEventListener("buckstop:done", () => {
  for (const row of document.querySelectorAll("[data-row]:is(.at, :has(.choose [name=n]:checked))")) {
    own.set(row.dataset.row, Date.now() + HEARD);
  }
  for (const box of boxes()) box.checked = false;
  fresh();
  count();
});
// At the swap itself: a key pressed before the new list has settled acts on what was chosen too.
document.body.addEventListener("htmx:afterSwap", () => {
  for (const box of boxes()) if (chosen.has(box.value)) box.checked = true;
  count();
});
count();
