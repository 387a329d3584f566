// From one problem to the next of the list one came from, and back to its row.
const KEPT = "buckstop-list";
const place = document.querySelector("[data-beside]");

function remember(row) {
  const rows = [...document.querySelectorAll("[data-row]")].map((one) => {
    return { ref: one.dataset.row, url: one.querySelector("[data-open]")?.href };
  });
  const list = { url: location.href, rows: rows.filter((one) => one.url), at: row.dataset.row };
  sessionStorage.setItem(KEPT, JSON.stringify(list));
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

const list = kept();
if (place && list) {
  const path = (one) => new URL(one.url).pathname;
  const number = (one) => /^\/problems\/(.+)\/$/.exec(path(one))?.[1]; // a row of My work has another name
  const rows = list.rows.filter((one, n, all) => number(one) && all.findIndex((two) => path(two) === path(one)) === n);
  const here = rows.findIndex((one) => path(one) === location.pathname);
  const show = (rel, one) => {
    const link = place.querySelector(`[rel=${rel}]`);
    link.hidden = !one;
    if (!one) return;
    link.href = one.url;
    link.querySelector("span").textContent = number(one);
  };
  if (here >= 0) {
    show("prev", rows[here - 1]);
    show("next", rows[here + 1]);
    const next = rows[here + 1] ? number(rows[here + 1]).replace(/\D/g, "") : "";
    for (const field of document.querySelectorAll(".composer [name=next]")) field.value = next;
    place.querySelector("[rel=up]").href = list.url;
    place.hidden = false;
    sessionStorage.setItem(KEPT, JSON.stringify({ ...list, at: rows[here].ref }));
  }
}
if (!place && list?.url === location.href) {
  const row = [...document.querySelectorAll("[data-row]")].find((one) => one.dataset.row === list.at);
  row?.querySelector("[data-open]")?.focus();
}

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-open]")?.closest("[data-row]");
  if (row) remember(row);
}, { capture: true });
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
  const rel = { J: "next", K: "prev" }[event.key];
  const link = rel && place?.querySelector(`[rel=${rel}]:not([hidden])`);
  if (!link) return;
  link.click();
  event.preventDefault();
});
