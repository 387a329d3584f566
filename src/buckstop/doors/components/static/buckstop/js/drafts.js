// What is written is kept in this browser until it was sent: one draft a form, named by data-draft.
// But for a secret that is to be blacked out.
const PREFIX = "buckstop-draft ";
const KEPT_DAYS = 14;
const kept = (form) =>
  [...form.elements].filter((field) => field.name && field.matches("textarea, input[type=text]:not([data-selected])"));

function store(form) {
  const values = Object.fromEntries(
    kept(form).filter((field) => field.value !== field.defaultValue).map((field) => [field.name, field.value]),
  );
  const name = PREFIX + form.dataset.draft;
  if (Object.keys(values).length === 0) localStorage.removeItem(name);
  else localStorage.setItem(name, JSON.stringify({ at: Date.now(), values }));
}

export function restore(root = document) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    const draft = JSON.parse(localStorage.getItem(PREFIX + form.dataset.draft) ?? "null");
    if (!draft) continue;
    const back = kept(form).filter((field) => field.name in draft.values && field.value === field.defaultValue);
    for (const field of back) field.value = draft.values[field.name];
    if (back.length && form.dataset.draftSays) tell(form, draft);
  }
}

// Words of another time don't come back unsaid: they would be sent as this one's.
function tell(form, { at }) {
  const { lang } = document.documentElement;
  const today = new Date(at).toDateString() === new Date().toDateString();
  const shown = today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  const when = new Date(at).toLocaleString(lang === "en" ? "en-GB" : lang, shown);
  const line = Object.assign(document.createElement("p"), { className: "quiet", role: "status" });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: form.dataset.draftDrop });
  drop.addEventListener("click", () => { forget(form); form.reset(); line.remove(); });
  line.append(form.dataset.draftSays.replace("{time}", when), " ", drop);
  form.prepend(line);
}

export function forget(form) {
  if (form.dataset.draft) localStorage.removeItem(PREFIX + form.dataset.draft);
}

function dropOld() {
  const before = Date.now() - KEPT_DAYS * 86_400_000;
  for (const name of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
    if (JSON.parse(localStorage.getItem(name)).at < before) localStorage.removeItem(name);
  }
}

// A form that was sent keeps its draft until the next page shows without it: a failed send loses
// nothing. The next page tells by having that form empty and a message, or by being another page.
const SENT = "buckstop-sent";

function settle() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (!sent || document.querySelector(".field-error, .notice-wrong, [data-failed]")) return;
  localStorage.removeItem(PREFIX + sent);
}

try {
  settle();
  dropOld();
  restore();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.dataset.draft) store(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.draft && !form.hasAttribute("hx-post")) sessionStorage.setItem(SENT, form.dataset.draft);
  });
} catch { /* storage is switched off or full: drafts are a convenience */ }
