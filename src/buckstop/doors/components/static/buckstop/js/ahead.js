// What the keys chose and rest on is fetched ahead, as the browser does for what a pointer rests on.
const REST = 150; // ms on a row until it looks as if it were meant
const asked = new Set();
let timer = 0;

function fetchAhead(link) {
  if (asked.has(link.href)) return;
  asked.add(link.href);
  const rules = document.createElement("script");
  rules.type = "speculationrules";
  rules.textContent = JSON.stringify({ prefetch: [{ urls: [link.href], eagerness: "immediate" }] });
  document.head.append(rules);
}

document.addEventListener("focusin", ({ target }) => {
  clearTimeout(timer);
  if (target.matches("a[data-open]")) timer = setTimeout(fetchAhead, REST, target);
});
