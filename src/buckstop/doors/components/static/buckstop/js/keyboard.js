// The keys that the help (?) shows. None works while one writes, but Ctrl+Enter and Escape.
import { toast } from "./toast.js";

const GO = { w: "/", p: "/problems/" };
const ACTS = "uomeft";
let going = false;
let at = null; // the chosen row's name, kept when the list is fetched again

const rows = () => [...document.querySelectorAll("[data-row]")];
const chosen = () => rows().find((row) => row.dataset.row === at) ?? null;

function mark() {
  for (const row of rows()) row.classList.toggle("at", row.dataset.row === at);
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const from = all.indexOf(chosen());
  const to = all[Math.min(Math.max(from + step, 0), all.length - 1)];
  at = to.dataset.row;
  mark();
  to.scrollIntoView({ block: "nearest" });
  to.querySelector("[data-open]")?.focus({ preventScroll: true });
}

function act(key) {
  const within = chosen() ?? document.querySelector("main");
  const found = within.querySelector(`[aria-keyshortcuts="${key}"]`);
  if (found) found.click();
  else if (key === "u" && document.querySelector(".composer")) write("update");
  else toast(document.body.dataset.noAct);
}

function write(whom) {
  const chooser = document.getElementById(`to-${whom}`) ?? document.querySelector(".composer-to input");
  if (chooser) chooser.checked = true;
  [...document.querySelectorAll(".composer textarea")].find((field) => field.checkVisibility())?.focus();
}

function search() {
  const field = [...document.querySelectorAll("main input[type=search]")].find((one) => one.checkVisibility());
  if (field) field.focus();
  else document.querySelector("[data-palette-open]")?.click();
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  Enter: () => chosen()?.querySelector("[data-open]")?.click(),
  r: () => write("reply"),
  n: () => write("note"),
  c: () => document.querySelector(".timeline-which input:not(:checked)")?.click(),
  "/": search,
  "+": () => document.querySelector("[data-key-log]")?.click(),
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const wasGoing = going;
  going = event.key === "g";
  if (wasGoing && GO[event.key]) location.assign(GO[event.key]);
  else if (ACTS.includes(event.key)) act(event.key);
  else if (keys[event.key]) keys[event.key]();
  else return;
  event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row) { at = row.dataset.row; mark(); }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) keys["?"]();
});
// At the swap itself, so that no key falls between; and settling gives elements with an id back their classes.
document.body.addEventListener("htmx:afterSettle", mark);
document.body.addEventListener("htmx:afterSwap", () => {
  mark();
  if (document.activeElement === document.body && at) chosen()?.querySelector("[data-open]")?.focus({ preventScroll: true });
});
