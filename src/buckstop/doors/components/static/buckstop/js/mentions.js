// "@" in a note opens the names of colleagues; typing filters, Enter or Tab puts one in.
const AT = /(^|[^\w@.])@([\p{L}\d.'’ -]{0,40})$/u;
const list = document.createElement("ul");
list.className = "snippets";
list.id = "mentions";
list.role = "listbox";
let area = null, names = null, shown = [], at = 0;

const before = (field) => field.value.slice(0, field.selectionStart);
const fits = (name, typed) => name.toLowerCase().split(" ").some((part, n, parts) => parts.slice(n).join(" ").startsWith(typed));

async function open(field) {
  area = field;
  if (!names) {
    try {
      const answer = await fetch(field.form.dataset.names);
      if (!answer.ok) return;
      ({ names } = await answer.json());
    } catch { return; }
  }
  show();
}

function show() {
  const found = area && AT.exec(before(area));
  shown = found ? names.filter((name) => fits(name, found[2].toLowerCase())).slice(0, 8) : [];
  if (!shown.length) return close();
  at = Math.min(at, shown.length - 1);
  list.replaceChildren(...shown.map((name, n) => {
    const item = document.createElement("li");
    item.role = "option";
    item.id = `mention-${n}`;
    item.ariaSelected = String(n === at);
    item.textContent = name;
    return item;
  }));
  if (list.previousElementSibling !== area) area.after(list);
  list.ariaLabel = "@";
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-activedescendant", `mention-${at}`);
}

function close() {
  list.remove();
  area?.removeAttribute("aria-controls");
  area?.removeAttribute("aria-activedescendant");
  [area, at, shown] = [null, 0, []];
}

function put(name) {
  const field = area, start = field.selectionStart - AT.exec(before(field))[2].length;
  close();
  field.setRangeText(`${name} `, start, field.selectionStart, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

document.addEventListener("input", ({ target }) => {
  if (target.name !== "text" || !target.form?.dataset.names) return;
  if (!AT.test(before(target))) return area && close();
  if (names && area === target) { at = 0; show(); } else open(target);
});
document.addEventListener("keydown", (event) => {
  if (event.target !== area || !list.isConnected || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") close();
  else if (event.key === "Enter" || event.key === "Tab") put(shown[at]);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    at = (at + (event.key === "ArrowDown" ? 1 : shown.length - 1)) % shown.length;
    show();
  } else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
document.addEventListener("mousedown", (event) => {
  const item = event.target.closest("#mentions > li");
  if (item) {
    event.preventDefault();
    put(shown[[...list.children].indexOf(item)]);
  } else if (area && event.target !== area) close();
});
