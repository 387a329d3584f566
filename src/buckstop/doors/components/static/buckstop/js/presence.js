// Who else has a problem open, and who writes there. Elements with data-presence="P-1042" say it;
// the one with data-presence-url is on the problem's own page, which says that we are there.
const words = document.getElementById("presence-words")?.dataset;
const there = new Map(); // by problem, as the stream said it last
const BEAT = 20_000; // as presence.py
const QUIET = 6_000; // without a key for so long, nobody writes
const tab = crypto.randomUUID?.().replaceAll("-", "") ?? String(Date.now());

function sentence(people) {
  const [first, ...more] = people;
  if (!first) return "";
  const text = more.length > 0 ? words.several : first.writes ? words.writes : words.reads;
  return text.replace("{name}", first.name).replace("{n}", more.length);
}

function show() {
  for (const place of document.querySelectorAll("[data-presence]")) {
    const text = sentence(there.get(place.dataset.presence) ?? []);
    if (place.textContent !== text) place.textContent = text; // one that is empty takes no room
  }
}

const own = document.querySelector("[data-presence-url]");
let doing = "";
let quiet = 0;
function say(now) {
  doing = now;
  const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers"));
  const body = new URLSearchParams({ doing, tab, csrfmiddlewaretoken: token });
  fetch(own.dataset.presenceUrl, { method: "POST", body, keepalive: true }).catch(() => {});
}

if (words) {
  document.addEventListener("buckstop:presence", ({ detail }) => {
    there.set(detail.ref, detail.there);
    show();
  });
  document.body.addEventListener("htmx:afterSwap", show);
}
if (words && own) {
  const look = () => say(document.hidden ? "away" : "reading");
  look();
  setInterval(() => document.hidden || say(doing), BEAT);
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => say("away"));
  document.addEventListener("input", (event) => {
    if (!event.target.closest(".composer")) return;
    clearTimeout(quiet);
    quiet = setTimeout(say, QUIET, "reading");
    if (doing !== "writing") say("writing");
  });
}
