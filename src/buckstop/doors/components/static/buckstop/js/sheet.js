// Links marked data-sheet open in the dialog instead of on a page of their own.
import { forget, restore } from "./drafts.js";
import { refresh } from "./live.js";
import { sayNext, toast } from "./toast.js";

const sheet = document.getElementById("sheet");
const body = document.getElementById("sheet-body");
let sending = null;

export async function openSheet(address) {
  body.replaceChildren();
  await htmx.ajax("GET", address, { target: "#sheet-body", swap: "innerHTML settle:0ms" });
  if (!body.childElementCount) location.assign(address); // it failed: the page says why
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-sheet]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    openSheet(link.href);
  }
  if (event.target.closest("[data-sheet-close]") && sheet.open) {
    event.preventDefault();
    sheet.close();
  }
  if (event.target === sheet) sheet.close(); // the backdrop
  const fill = event.target.closest("[data-fill]");
  if (fill) document.getElementById(fill.dataset.fill).value = fill.dataset.value;
});

// Only when it has settled: before that its fields aren't wired, and fast typing would find nobody.
body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== body) return; // a part of the sheet: whoever types in it goes on
  restore(body);
  if (!sheet.open) sheet.showModal();
  (body.querySelector("[aria-invalid=true]") ?? body.querySelector("[data-first]") ?? body.querySelector("form :is(input:not([type=hidden]), select, textarea)"))?.focus();
});
body.addEventListener("htmx:beforeRequest", (event) => { sending = event.target.closest("form"); });

for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  body.addEventListener(failure, () => toast(body.dataset.wrong));
}

document.body.addEventListener("buckstop:done", (event) => {
  if (sending) forget(sending);
  sheet.close();
  const { say, undo } = event.detail;
  // A page that isn't live is read anew, so that it shows what was done; words in it aren't lost.
  if (document.querySelector("main :is([data-live], textarea)")) {
    toast(say, { undo });
    refresh();
  } else {
    sayNext(say, { undo });
    location.reload();
  }
});
