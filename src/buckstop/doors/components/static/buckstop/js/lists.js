// The list of problems doesn't jump under one's hands: a line says how many changed meanwhile.
const changed = new Set();

document.addEventListener("buckstop:changed", ({ detail }) => {
  const line = document.getElementById("changed");
  const [kind, ref] = (detail?.topic ?? "").split(":");
  if (!line || kind !== "problem") return;
  changed.add(ref);
  const words = changed.size === 1 ? line.dataset.one : line.dataset.many;
  line.querySelector("span").textContent = words.replace("{n}", changed.size);
  line.hidden = false;
});
