// One menu open at a time; a press elsewhere or Escape closes it. What opens within one is in sight.
const open = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) {
    if (!menu.contains(event.target) || event.target.closest("a, button")) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.querySelector(".menu-unused")?.addEventListener("toggle", ({ target }) => {
  if (target.open) target.scrollIntoView({ block: "start" });
});
