// A sentence at the foot of the page after an act, with "Undo" where that can be.
const STAYS = 6_000;
const NEXT = "buckstop-say-next";

export function toast(say, { undo = "" } = {}) {
  const shape = document.getElementById("toast-shape");
  const one = shape.content.firstElementChild.cloneNode(true);
  one.querySelector("[data-say]").textContent = say;
  const button = one.querySelector("[data-undo]");
  button.hidden = !undo;
  button.addEventListener("click", () => {
    htmx.ajax("POST", undo, { swap: "none" });
    one.remove();
  });
  const place = document.getElementById("toasts");
  // said again, as by a key pressed twice, it doesn't stand there twice
  for (const before of [...place.children]) {
    const same = before.querySelector("[data-say]")?.textContent === say;
    if (same && !undo && before.querySelector("[data-undo]")?.hidden) before.remove();
  }
  place.append(one);
  setTimeout(() => one.remove(), undo ? 2 * STAYS : STAYS);
}

// What was done is said once the page shows it.
export function sayNext(say, { undo = "" } = {}) {
  sessionStorage.setItem(NEXT, JSON.stringify({ say, undo }));
}

const kept = sessionStorage.getItem(NEXT);
sessionStorage.removeItem(NEXT);
if (kept && document.getElementById("toasts")) {
  const { say, undo } = JSON.parse(kept);
  toast(say, { undo });
}
