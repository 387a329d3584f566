// On the grid of a roster a drag over days of a line, or a press on the first and one on the last,
// opens the sheet that puts somebody on, filled in. By keys: arrows go, Enter presses, Escape ends.
import { openSheet } from "./sheet.js";

const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
let held = null; // where a drag began
let first = null;
let last = null;

const dayAt = (place) => place.closest?.("table[data-choose] td[data-starts]");
const daysOf = (line) => [...line.querySelectorAll("td[data-starts]")];

function chosen() {
  if (!first) return [];
  const days = daysOf(first.parentElement);
  const [from, to] = [first, last ?? first].map((day) => days.indexOf(day)).sort((a, b) => a - b);
  return days.slice(from, to + 1);
}

function choose(begin, end) {
  for (const day of chosen()) day.setAttribute("aria-selected", "false");
  [first, last] = [begin, end];
  for (const day of chosen()) day.setAttribute("aria-selected", "true");
}

function open() {
  const days = chosen();
  const line = first.parentElement;
  const address = new URL(line.closest("table").dataset.choose, location.href);
  address.searchParams.set("starts", days[0].dataset.starts);
  address.searchParams.set("ends", days.at(-1).dataset.ends);
  address.searchParams.set("instead_of", line.dataset.person ?? "");
  choose(null, null);
  openSheet(address.href);
}

function press(day) {
  if (first?.parentElement !== day.parentElement) return choose(day, null);
  choose(first, day);
  open();
}

document.addEventListener("click", (event) => {
  const day = dayAt(event.target);
  if (day) press(day);
});
document.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "touch" && event.button === 0) held = dayAt(event.target);
});
document.addEventListener("pointerover", (event) => {
  const day = dayAt(event.target);
  if (!held || !day || day.parentElement !== held.parentElement) return;
  if (day !== held || last) choose(held, day);
});
document.addEventListener("pointerup", () => {
  const dragged = held && first === held && last && last !== held;
  held = null;
  if (dragged) open();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && first) choose(null, null);
  const day = dayAt(event.target);
  if (!day) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    press(day);
  }
  const way = ARROWS[event.key];
  if (!way) return;
  event.preventDefault();
  const lines = [...day.closest("tbody").rows];
  const line = lines[lines.indexOf(day.parentElement) + way[0]] ?? day.parentElement;
  const next = daysOf(line)[daysOf(day.parentElement).indexOf(day) + way[1]];
  if (!next) return;
  day.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});

for (const table of document.querySelectorAll("table[data-choose]")) {
  table.setAttribute("role", "grid");
  table.querySelectorAll("td[data-starts]").forEach((day, place) => {
    day.tabIndex = place ? -1 : 0;
    day.setAttribute("aria-selected", "false");
  });
}
for (const how of document.querySelectorAll("[data-choose-how]")) how.hidden = false;
