// What is typed below a problem is kept by the server, as one types: any other device finds it.
const PAUSE = 700; // ms without a key before it is kept
const AGAIN = 5_000; // ms before it is tried again where there was no connection
const states = new WeakMap();

export const boxOf = (form) => form?.querySelector?.("[data-keeps]");
const textOf = (form) => form.elements.text.value;

function stateOf(form) {
  if (!states.has(form)) {
    states.set(form, { kept: textOf(form), timer: 0, line: Promise.resolve(), waits: 0, other: null, gone: false });
  }
  return states.get(form);
}

function bodyOf(form) {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "seen", "draft", "draft_version", "text", "case"]) {
    const field = form.elements[name];
    if (field?.value) body.append(name, field.value);
  }
  return body;
}

// One at a time: each names the version that the one before it made. `send` gives what was answered.
export function inLine(form, send) {
  const state = stateOf(form);
  state.waits += 1;
  state.line = state.line.then(async () => {
    const text = textOf(form);
    try {
      answered(form, await send(boxOf(form).dataset.keeps, bodyOf(form)), text);
    } catch {
      boxOf(form).querySelector(".draft-says").textContent = boxOf(form).dataset.lost;
      state.timer = setTimeout(keep, AGAIN, form);
    }
    state.waits -= 1;
  });
  return state.line;
}

async function ask(url, body) {
  const answer = await fetch(url, { method: "POST", body, headers: { "X-Draft": "1" } });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

function keep(form) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  if (form.isConnected && !state.gone && state.other === null) inLine(form, ask);
}

// Another draft than the one that the page began with, or what an answer left of it.
function answered(form, said, text) {
  const box = boxOf(form), state = stateOf(form);
  if (said.sent) { // from another page: what stands here begins anew
    form.elements.draft.value = said.key;
    form.elements.draft_version.value = 0;
    if (text.trim()) return void keep(form);
  }
  state.other = said.other === null ? null : said;
  if (state.other === null) {
    state.kept = text;
    form.elements.draft.value = said.key;
    form.elements.draft_version.value = said.version;
  }
  box.querySelector(".draft-files").innerHTML = said.files;
  box.querySelector(".draft-says").innerHTML = said.says;
}

function decide(form, button) {
  const state = stateOf(form), { other, key, version } = state.other;
  form.elements.draft.value = key;
  form.elements.draft_version.value = version;
  state.other = null;
  if ("take" in button.dataset) {
    form.elements.text.value = other;
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.elements.text.focus();
  keep(form);
}

function typed(event) {
  const form = event.target.form;
  if (!boxOf(form) || !/^(text|case)$/.test(event.target.name)) return;
  const state = stateOf(form);
  state.gone = false;
  clearTimeout(state.timer);
  state.timer = setTimeout(keep, PAUSE, form);
}
document.addEventListener("focusin", ({ target }) => boxOf(target.form) && stateOf(target.form));
document.addEventListener("input", typed);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take], [data-stay], .draft [name=remove]");
  const form = button?.form;
  if (!boxOf(form)) return;
  event.preventDefault();
  if (button.name !== "remove") return decide(form, button);
  inLine(form, (url, body) => {
    body.append("remove", button.value);
    return ask(url, body);
  }).then(() => form.elements.text.focus());
});

// What is under way arrives first; then nothing is kept any more but what is typed after a refusal.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!boxOf(form)) return;
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.gone = true;
  if (!state.waits) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (state.leaving) return;
  state.leaving = true;
  await state.line;
  state.leaving = false;
  form.requestSubmit(event.submitter ?? undefined);
}, true);

addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("form:has([data-keeps])")) {
    const state = states.get(form);
    if (!state || state.gone || state.other !== null || state.kept === textOf(form)) continue;
    const url = boxOf(form).dataset.keeps;
    fetch(url, { method: "POST", body: bodyOf(form), keepalive: true, headers: { "X-Draft": "1" } }).catch(() => {});
  }
});
