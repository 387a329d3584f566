// A sentence at the foot of the page after an act, with "Undo" where that can be.
const STAYS = 6_000;

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
  document.getElementById("toasts").append(one);
  setTimeout(() => one.remove(), undo ? 2 * STAYS : STAYS);
}
