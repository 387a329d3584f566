// What this browser's person looked at and did lately: addresses and labels, newest first, no words
// of problems. The server names the addresses, as far as one may still see them. Logging out clears.
const MOST = 20;
const PREFIX = "buckstop-recent ";
const whose = PREFIX + (document.getElementById("palette")?.dataset.whose ?? "");

export function recent() {
  try {
    return { places: [], acts: [], ...JSON.parse(localStorage.getItem(whose) ?? "{}") };
  } catch {
    return { places: [], acts: [] };
  }
}

export function note(kind, one) {
  const kept = recent();
  kept[kind] = [one, ...kept[kind].filter((other) => other !== one)].slice(0, MOST);
  try {
    localStorage.setItem(whose, JSON.stringify(kept));
  } catch { /* storage may be switched off: nothing is recent then */ }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-log-out]")) return;
  for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
});
if (/^\/(problems|customers|people)\/[^/]+\/$/.test(location.pathname)) note("places", location.pathname);
