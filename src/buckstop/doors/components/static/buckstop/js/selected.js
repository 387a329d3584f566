// What is marked in what was said stands in the field of a sheet that asks for words of it.
let selected = "";

document.addEventListener("selectionchange", () => {
  const marked = getSelection();
  const within = marked.anchorNode?.parentElement?.closest(".line-body");
  if (within && !marked.isCollapsed) selected = String(marked).trim();
});
document.body.addEventListener("htmx:afterSettle", () => {
  for (const field of document.querySelectorAll("[data-selected]")) field.value ||= selected;
});
