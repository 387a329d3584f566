// On paper nothing is folded: browsers that can't unfold by style are helped.
let opened = [];

addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open], .menu, .as-sent)")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
  opened = [];
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
