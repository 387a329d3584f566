// What can be done on this page, read from its own buttons, and where its bar leads.
const DOES = "a[data-sheet], a.button, .menu-list a, button:not([type=button]), [data-print], :is(.composer-to, .timeline-which) label";
const NOT = "form[role=search], form:has(textarea), [hidden]";
const ROW = "[data-row], .step, .case, .line, li, tr";
const NAMED = "[data-open], .step-what, .case-name, .line-head, p, th";

const said = (element) => element.textContent.replace(/\s+/g, " ").trim();

function bare(element) {
  const copy = element.cloneNode(true);
  for (const one of copy.querySelectorAll("a:not([data-open], .case-name a), button, form, kbd, .unseen")) one.remove();
  return said(copy);
}

function about(element) {
  const row = element.closest(ROW);
  const named = row && [...row.querySelectorAll(NAMED)].find((one) => !one.contains(element) && bare(one));
  if (named) return bare(named);
  const around = element.closest("section, details, fieldset");
  const head = around?.querySelector("h2, legend, summary");
  return head && head !== around.querySelector("summary.button") ? bare(head) : "";
}

function one(element) {
  const copy = element.cloneNode(true);
  for (const part of copy.querySelectorAll("kbd, svg, .bar-short, .bar-bell-count, [data-told]")) part.remove();
  return said(copy);
}

// What its address calls it: “steps” of “Add”, under “Plan”.
function noun(element) {
  const address = element.pathname ?? element.getAttribute("formaction") ?? element.form?.getAttribute("action") ?? "";
  return address.split("/").findLast((part) => /^[a-z-]+$/.test(part) && part !== "new") ?? "";
}

// The acts of the page; those of the row that the keys are on come first.
export function acts() {
  const main = document.getElementById("main");
  const found = [...(main?.querySelectorAll(DOES) ?? [])].filter((element) => !element.closest(NOT));
  const all = found.map((element) => ({
    label: element.getAttribute("aria-label") ?? one(element),
    about: about(element),
    noun: noun(element),
    key: element.dataset.manyKey ?? /^.$/.exec(element.getAttribute("aria-keyshortcuts"))?.[0] ?? "",
    here: Boolean(element.closest(".at")) || !element.closest("[data-row], .filter"),
    at: Boolean(element.closest(".at")),
    run: () => press(there(element)),
  }));
  const known = new Set();
  const once = all.filter((act) => act.label && !known.has(act.label + act.about) && known.add(act.label + act.about));
  return once.sort((a, b) => b.at - a.at);
}

// The page may have been made anew since it was offered: then the same in what stands now.
function there(element) {
  if (element.isConnected) return element;
  const same = (one) => one.pathname === element.pathname && said(one) === said(element);
  return [...document.querySelectorAll(DOES)].find(same) ?? element;
}

function press(element) {
  element.click();
  if (element.matches(".composer-to label")) {
    [...document.querySelectorAll(".composer textarea")].find((field) => field.checkVisibility())?.focus();
  }
}

// Where the bar leads, and what stands in its menu.
export function places() {
  const links = document.querySelectorAll(".bar :is(.bar-places a, .bar-bell, .bar-log, .menu-list a, .menu-list button)");
  const known = new Set();
  return [...links].flatMap((link) => {
    const label = one(link);
    if (!label || known.has(label)) return [];
    known.add(label);
    return [{ label, url: link.pathname, run: () => link.click() }];
  });
}
