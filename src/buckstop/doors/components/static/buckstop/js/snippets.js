// "/" at the start of a word, or the link, opens the snippets; typing filters, Enter puts one in.
const SLASH = /(^|\s)\/([^\s/]{0,40})$/;
const list = document.createElement("ul");
list.className = "snippets";
list.id = "snippets";
list.role = "listbox";
let area = null, all = [], shown = [], at = 0, asked = 0;

const linkOf = (form) => form?.querySelector?.("[data-snippets]");
const before = (field) => field.value.slice(0, field.selectionStart);

async function open(field) {
  const form = field.form, link = linkOf(form), number = ++asked;
  if (area !== field) all = [];
  area = field;
  const url = new URL(link.href);
  for (const name of ["case", "by"]) {
    if (form.elements[name]?.value) url.searchParams.set(name, form.elements[name].value);
  }
  try {
    const answer = await fetch(url, { headers: { "X-Snippets": "1" } });
    if (!answer.ok || number !== asked || area !== field) return;
    all = (await answer.json()).snippets;
  } catch { return; }
  show();
}

function show() {
  const found = area && SLASH.exec(before(area));
  if (!found) return close();
  const query = found[2].toLowerCase();
  shown = all.filter((one) => one.name.toLowerCase().includes(query) || (query.length > 2 && one.text.toLowerCase().includes(query))).slice(0, 8);
  if (!shown.length) return hide();
  at = Math.min(at, shown.length - 1);
  list.ariaLabel = linkOf(area.form).textContent;
  list.replaceChildren(...shown.map((one, n) => {
    const item = document.createElement("li"), name = document.createElement("strong"), text = document.createElement("span");
    item.role = "option";
    item.id = `snippet-${n}`;
    item.ariaSelected = String(n === at);
    name.textContent = one.name;
    text.textContent = one.text;
    item.append(name, " ", text);
    return item;
  }));
  if (list.previousElementSibling !== area) area.after(list);
  list.hidden = false;
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-activedescendant", `snippet-${at}`);
}

function hide() {
  list.hidden = true;
  area?.removeAttribute("aria-activedescendant");
}

function close() {
  hide();
  list.remove();
  area?.removeAttribute("aria-controls");
  [area, at, asked] = [null, 0, asked + 1];
}

function put(one) {
  const field = area, start = before(field).length - SLASH.exec(before(field))[2].length - 1;
  close();
  field.setRangeText(one.text, start, field.selectionStart, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  const gap = /\{\{\w+\}\}/.exec(field.value.slice(start)); // nobody knows it: they say it
  if (gap) field.setSelectionRange(start + gap.index, start + gap.index + gap[0].length);
  const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers"));
  const body = new URLSearchParams({ csrfmiddlewaretoken: token });
  fetch(one.uses, { method: "POST", body, keepalive: true }).catch(() => {});
}

document.addEventListener("input", ({ target }) => {
  if (target.name !== "text" || !linkOf(target.form)) return;
  if (!SLASH.test(before(target))) return area && close();
  if (area === target && all.length) { at = 0; show(); } else open(target);
});
document.addEventListener("keydown", (event) => {
  if (event.target !== area || list.hidden || !list.isConnected || event.ctrlKey || event.metaKey) return;
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
  const item = event.target.closest(".snippets > li");
  if (item) {
    event.preventDefault();
    put(shown[[...list.children].indexOf(item)]);
  } else if (area && event.target !== area) close();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-snippets]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const field = link.closest("form").elements.text;
  field.focus();
  const text = before(field);
  field.setRangeText(text === "" || /\s$/.test(text) ? "/" : " /", field.selectionStart, field.selectionEnd, "end");
  open(field);
});
