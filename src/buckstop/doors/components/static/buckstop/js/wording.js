// While somebody writes to customers the draft is read: words are marked and better ones offered.
// Once more before it is sent: what is grave and wasn't on the screen yet holds it once.
const PAUSE = 350; // ms without a key before the draft is read
const states = new WeakMap();

const boxOf = (form) => form?.querySelector?.("[data-wording]");
const areasOf = (form) =>
  boxOf(form).dataset.fields.split(" ").map((name) => form.elements[name]).filter(Boolean);
const textOf = (form) => areasOf(form).map((area) => area.value).join("\n\n");

function stateOf(form) {
  if (!states.has(form)) {
    states.set(form, { read: "", marks: [], let: new Set(), timer: 0, asked: 0, passes: false });
  }
  return states.get(form);
}

// What a form says, but for its files, where it isn't sent.
export function said(form) {
  const body = new URLSearchParams();
  for (const field of form.elements) {
    if (field.name && field.type !== "file" && (field.checked || !/radio|checkbox/.test(field.type))) {
      body.append(field.name, field.value);
    }
  }
  body.delete("once"); // it names the sending, and this is none
  return body;
}

async function check(form) {
  const box = boxOf(form), state = stateOf(form), text = textOf(form), asked = ++state.asked;
  if (text.trim() === "") return show(form, { html: "", read: "", set: "", marks: [], grave: [] }, text);
  try {
    const body = said(form);
    const answer = await fetch(box.dataset.wording, { method: "POST", body, headers: { "X-Wording": "1" } });
    if (!answer.ok || asked !== state.asked) return null;
    return show(form, await answer.json(), text);
  } catch { return null; } // no connection: it is read when it is sent
}

function show(form, found, text) {
  const box = boxOf(form), state = stateOf(form);
  const ticked = new Set([...box.querySelectorAll("[name=overruled]:checked")].map((one) => one.value));
  Object.assign(state, { read: text, marks: found.marks });
  box.querySelector("[name=wording]").value = found.read;
  const list = box.querySelector(".wording-found");
  if (list.dataset.html !== found.html) {
    list.innerHTML = found.html;
    list.dataset.html = found.html;
    for (const one of list.querySelectorAll("[name=overruled]")) one.checked = ticked.has(one.value);
  }
  const set = box.querySelector(".as-read");
  set.hidden = !found.set; // without formatting they read what stands in the field
  if (!set.hidden) set.lastElementChild.innerHTML = found.set;
  for (const item of list.querySelectorAll(".remark")) item.hidden = state.let.has(item.dataset.key);
  paint(form);
  return found;
}

// The marks lie over the text, letter for letter, and let every click through.
function paint(form) {
  const state = stateOf(form);
  let from = 0;
  for (const area of areasOf(form)) {
    const here = state.marks.filter(([start, end, , key]) =>
      end > start && start >= from && end <= from + area.value.length && !state.let.has(key));
    drawOver(area, here.map(([start, end, concern]) => [start - from, end - from, concern]));
    from += area.value.length + 2;
  }
}

function drawOver(area, marks) {
  let over = area.previousElementSibling;
  if (!over?.matches(".wording-marks")) {
    if (!marks.length) return;
    over = document.createElement("div");
    over.className = "wording-marks";
    over.ariaHidden = "true";
    area.before(over);
    area.addEventListener("scroll", () => { over.scrollTop = area.scrollTop; });
    new ResizeObserver(() => place(area, over)).observe(area);
  }
  let at = 0;
  over.replaceChildren();
  for (const [start, end, concern] of marks) {
    const mark = document.createElement("mark");
    mark.className = `mark-${concern}`;
    mark.textContent = area.value.slice(start, end);
    over.append(area.value.slice(at, start), mark);
    at = end;
  }
  over.append(`${area.value.slice(at)}\n`);
  place(area, over);
}

function place(area, over) {
  Object.assign(over.style, {
    left: `${area.offsetLeft}px`, top: `${area.offsetTop}px`, width: `${area.offsetWidth}px`, height: `${area.offsetHeight}px`,
  });
  over.scrollTop = area.scrollTop;
}

function soon(form) {
  const state = stateOf(form);
  state.marks = []; // they stand elsewhere now
  paint(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => check(form), PAUSE);
}

function promise(form, local) {
  const { by, by_other: other } = form.elements;
  if (!by || !other) return;
  by.value = "other";
  other.value = local;
  for (const field of [by, other]) field.dispatchEvent(new Event("change", { bubbles: true }));
}

function replace(form, start, end, words) {
  let from = 0;
  for (const area of areasOf(form)) {
    if (start >= from && end <= from + area.value.length) {
      area.setRangeText(words, start - from, end - from, "end");
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    from += area.value.length + 2;
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (boxOf(form) && areasOf(form).includes(event.target)) soon(form);
});
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (boxOf(form) && /^(by|by_other|case|scope)$/.test(event.target.name) && textOf(form).trim()) soon(form);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest(".remark button");
  if (!button) return;
  const item = button.closest(".remark"), form = button.closest("form"), state = stateOf(form);
  if (state.read !== textOf(form)) return; // it stands elsewhere by now
  if ("letBe" in button.dataset) {
    state.let.add(item.dataset.key);
    item.hidden = true;
    paint(form);
    areasOf(form)[0].focus();
    return;
  }
  if (button.dataset.promise) promise(form, button.dataset.promise);
  if (button.dataset.words) replace(form, +item.dataset.start, +item.dataset.end, button.dataset.words);
  else check(form);
});

// A name that isn't ticked yet, or else nothing.
const undecided = (form) => boxOf(form).querySelector(".remark-leak [name=overruled]:not(:checked)");

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!boxOf(form)) return;
  const state = stateOf(form);
  if (state.passes || (state.read === textOf(form) && !undecided(form))) {
    state.passes = false;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (state.holding) return;
  state.holding = true;
  clearTimeout(state.timer);
  const before = boxOf(form).querySelector("[name=wording]").value.split(" ");
  const found = state.read === textOf(form) ? { grave: [] } : await check(form);
  state.holding = false;
  const unread = found?.grave.filter((key) => !before.includes(key)) ?? [];
  if (undecided(form) || unread.length) {
    (undecided(form) ?? boxOf(form)).scrollIntoView({ block: "nearest" });
    undecided(form)?.focus();
    return;
  }
  state.passes = true;
  form.requestSubmit(event.submitter ?? undefined);
}, true);

export function readAll(root = document) {
  for (const box of root.querySelectorAll("[data-wording]")) {
    const form = box.closest("form");
    if (textOf(form).trim()) check(form);
  }
}
document.body.addEventListener("htmx:afterSettle", (event) => readAll(event.target));
readAll();
