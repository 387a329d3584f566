// A part of the page that is made anew takes the focus with it: whoever works by keys, or by ear, goes
// on at the same link or button, or at the first of the same part.
const CAN = "a[href], button:not([disabled]), summary, input:not([type=hidden]), select, textarea";
let lost = null;

const leads = (element) => element.pathname ?? element.getAttribute("formaction") ?? element.form?.getAttribute("action") ?? "";

function parts(element) {
  const found = [];
  for (let part = element.closest("[id]"); part; part = part.parentElement?.closest("[id]")) found.push(part.id);
  return found;
}

function goOn(choose) {
  if (!lost || lost.element.isConnected || document.activeElement !== document.body) return;
  const places = lost.parts.map((id) => document.getElementById(id)).filter(Boolean);
  const there = places.flatMap((place) => [...place.querySelectorAll(CAN)]).filter((one) => one.checkVisibility());
  choose(there)?.focus({ preventScroll: true });
}

// Parts may be swapped out of the band of what was asked for, so whatever holds the focus is kept.
document.body.addEventListener("htmx:beforeSwap", () => {
  const element = document.activeElement;
  if (!element?.closest("main") || element.closest("dialog")) return;
  lost = { element, leads: leads(element), parts: parts(element) };
});
document.body.addEventListener("htmx:afterSwap", () => {
  goOn((there) => there.find((one) => lost.leads && leads(one) === lost.leads));
});
document.body.addEventListener("htmx:afterSettle", () => goOn((there) => there[0]));
