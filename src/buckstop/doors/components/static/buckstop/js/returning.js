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

document.body.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  const element = document.activeElement;
  if (!target.contains(element) || element === document.body || element.closest("dialog")) return;
  lost = { leads: leads(element), parts: parts(element) };
});
document.body.addEventListener("htmx:afterSwap", () => {
  if (!lost || document.activeElement !== document.body) return;
  const places = lost.parts.map((id) => document.getElementById(id)).filter(Boolean);
  const within = (place) => [...place.querySelectorAll(CAN)].filter((one) => one.checkVisibility());
  const same = places.flatMap(within).find((one) => lost.leads && leads(one) === lost.leads);
  (same ?? places.flatMap(within)[0])?.focus({ preventScroll: true });
  lost = null;
});
