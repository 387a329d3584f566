// What the keys chose and rest on is drawn ahead, as the browser does for what a pointer rests on.
const REST = 150; // ms on a row until it looks as if it were meant
const MOST = 2; // pages kept drawn, as browsers keep of what a pointer rested on
const drawn = []; // the rules that ask for them, the oldest first; without them the page is let go
let timer = 0;

function drawAhead(link) {
  if (drawn.some((rules) => rules.dataset.of === link.href)) return;
  const rules = document.createElement("script");
  const one = [{ urls: [link.href], eagerness: "immediate" }];
  rules.type = "speculationrules";
  rules.dataset.of = link.href;
  rules.textContent = JSON.stringify({ prefetch: one, prerender: one });
  document.head.append(rules);
  if (drawn.push(rules) > MOST) drawn.shift().remove();
}

document.addEventListener("focusin", ({ target }) => {
  clearTimeout(timer);
  if (target.matches("a[data-open]")) timer = setTimeout(drawAhead, REST, target);
});
