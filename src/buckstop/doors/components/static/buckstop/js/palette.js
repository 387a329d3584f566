// The palette: Ctrl+K, or a press on the search of the bar. What was recent comes first.
import { acts, places } from "./offered.js";
import { note, recent } from "./recent.js";

const palette = document.getElementById("palette");
const field = palette?.querySelector("input");
const list = document.getElementById("palette-list");
const none = palette?.querySelector(".palette-none");
const nothing = none?.textContent;
const FEW = 5; // of a sort, before anything is typed
const PAUSE = 90; // milliseconds in which keys come together

let offers = { acts: [], places: [] };
let found = []; // what the server answered to what was typed: [{title, rows}]
let lately = []; // and what it called the recent addresses
let asked = Promise.resolve(); // until it has answered
let going = new AbortController();
let chosen = 0;

const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();

function fits(text, terms) {
  const words = plain(text);
  if (!terms.every((term) => words.includes(term))) return 0;
  if (words.startsWith(terms.join(" "))) return 3;
  return terms.every((term) => ` ${words}`.includes(` ${term}`)) ? 2 : 1;
}

// The rows that fit, the best first; of equals what was done lately.
function best(rows, text, said, most) {
  const terms = plain(text).split(/\s+/).filter(Boolean);
  const done = recent().acts;
  const rank = (one) => (done.includes(one.label) ? done.indexOf(one.label) : done.length);
  const scored = rows.map((one) => [one, fits(said(one), terms)]).filter(([, score]) => score > 0);
  scored.sort(([a, x], [b, y]) => y - x || rank(a) - rank(b));
  return scored.slice(0, most).map(([one]) => one);
}

function groups(text) {
  const words = palette.dataset;
  if (!text) {
    const url = location.pathname;
    const pages = offers.places.filter((row) => row.url !== url);
    return [
      { title: words.recent, rows: lately.filter((row) => row.url !== url).slice(0, FEW) },
      { title: words.here, rows: best(offers.acts.filter((row) => row.here), "", (row) => row.label, FEW + 3) },
      { title: words.go, rows: pages },
    ];
  }
  const labelled = best(offers.acts, text, (row) => `${row.label} ${row.noun}`, FEW);
  const named = best(offers.acts, text, (row) => `${row.label} ${row.noun} ${row.about}`, FEW + FEW);
  const mine = [
    { title: words.here, rows: labelled },
    { title: words.go, rows: best(offers.places, text, (row) => row.label, FEW) },
  ];
  const rest = { title: words.here, rows: named.filter((row) => !labelled.includes(row)).slice(0, FEW) };
  const isNumber = /^(p-?|#)?\d+$/i.test(text);
  return isNumber ? [...found, ...mine, rest] : [...mine, ...found, rest];
}

const options = () => [...list.querySelectorAll("[role=option]")];

function choose(index) {
  const all = options();
  chosen = Math.min(Math.max(index, 0), Math.max(all.length - 1, 0));
  for (const [n, option] of all.entries()) option.setAttribute("aria-selected", String(n === chosen));
  field.setAttribute("aria-activedescendant", all[chosen]?.id ?? "");
  all[chosen]?.scrollIntoView({ block: "nearest" });
}

function row(one, n) {
  const option = document.getElementById("palette-row").content.firstElementChild.cloneNode(true);
  const [ref, label, about, key] = option.children;
  option.id = `palette-${n}`;
  [ref.textContent, label.textContent, about.textContent, key.textContent] = [one.ref ?? "", one.label, one.about ?? "", one.key ?? ""];
  ref.hidden = !one.ref;
  key.hidden = !one.key;
  option.run = (aside) => run(one, aside);
  return option;
}

function show() {
  const shown = groups(field.value.trim()).filter((group) => group.rows.length > 0);
  let n = 0;
  list.replaceChildren(...shown.map((group) => {
    const place = document.getElementById("palette-group").content.firstElementChild.cloneNode(true);
    place.setAttribute("aria-label", group.title);
    place.firstElementChild.textContent = group.title;
    place.append(...group.rows.map((one) => row(one, n++)));
    return place;
  }));
  choose(chosen);
}

function run(one, aside) {
  if (one.fill) {
    field.value = one.fill.endsWith(":") ? one.fill : `${one.fill} `;
    typed();
    return;
  }
  palette.close();
  if (!one.url) note("acts", one.label);
  if (one.run) one.run();
  else if (aside) window.open(one.url);
  else location.assign(one.url);
}

async function ask(query) {
  going.abort();
  going = new AbortController();
  const answer = await fetch(`${palette.dataset.find}?${new URLSearchParams(query)}`, {
    headers: { "HX-Request": "true" }, signal: going.signal,
  });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = document.createElement("template");
  page.innerHTML = await answer.text();
  return [...page.content.querySelectorAll(".found-group")].map((group) => ({
    title: group.querySelector("h2").textContent,
    rows: [...group.querySelectorAll("[data-found]")].map((link) => ({
      label: link.textContent,
      ref: link.parentElement.querySelector(".ref")?.textContent ?? "",
      about: link.parentElement.querySelector(".quiet, .found")?.textContent ?? "",
      url: link.getAttribute("href"),
      fill: link.dataset.fill,
    })),
  }));
}

let timer = 0;
function typed() {
  const q = field.value.trim();
  clearTimeout(timer);
  chosen = 0;
  if (!q) found = [];
  show();
  none.hidden = true;
  if (!q) return;
  asked = new Promise((done) => {
    timer = setTimeout(async () => {
      try {
        found = await ask({ q });
        show();
        [none.textContent, none.hidden] = [nothing, options().length > 0];
      } catch (gone) { // what was typed next asks again; else the page's own remains
        if (gone.name !== "AbortError") [none.textContent, none.hidden] = [palette.dataset.wrong, false];
      }
      done();
    }, PAUSE);
  });
}

async function open() {
  offers = { acts: document.querySelector("dialog[open]") ? [] : acts(), places: places() };
  [field.value, found, chosen, none.hidden] = ["", [], 0, true];
  palette.showModal();
  show();
  const addresses = recent().places;
  if (addresses.length === 0) return;
  lately = (await ask({ recent: addresses.join(" ") }).catch(() => [])).flatMap((group) => group.rows);
  if (!field.value) show();
}

async function enter(aside) {
  const before = chosen;
  if (field.value.trim() && before === 0) await asked;
  options()[before]?.run(aside);
}

const moves = {
  ArrowDown: () => choose(chosen + 1),
  ArrowUp: () => choose(chosen - 1),
  PageDown: () => choose(chosen + 8),
  PageUp: () => choose(chosen - 8),
};

if (palette) {
  field.addEventListener("input", typed);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") enter(event.ctrlKey || event.metaKey);
    else if (moves[event.key]) moves[event.key]();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousemove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option.getAttribute("aria-selected") !== "true") choose(options().indexOf(option));
  });
  list.addEventListener("click", (event) => event.target.closest("[role=option]")?.run(event.ctrlKey || event.metaKey));
  palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-palette-open]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key?.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (palette.open) palette.close();
    else open();
  });
}
