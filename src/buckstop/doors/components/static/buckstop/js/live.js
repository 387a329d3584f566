// One event stream per browser: the tab that holds the lock listens and tells the others.
// The stream says `data: <topic>`, `data: everything` where it can't know what was missed, or `event: notice` with {"say": …}. Elements with
// data-live="topic topic" get a `buckstop:changed` event, on which htmx fetches them again.
import { fetchedAhead } from "./arrived.js";
import { toast } from "./toast.js";

const address = document.body.dataset.liveUrl;
const others = "BroadcastChannel" in window ? new BroadcastChannel("buckstop-live") : null;
const AHEAD = 300_000; // so long a browser keeps a page that it fetched ahead
const PATIENCE = 4_000; // so long a stream may be away before it is said
const SETTLE = 120; // several changes of one act are fetched once

const recent = []; // what the listening tab heard, with the instant: for tabs that open meanwhile
const present = new Map(); // who is on which problem, as it was said last
const waiting = new Set();
let timer = 0;

export function refresh(topic = null) {
  for (const place of document.querySelectorAll("[data-live]")) {
    if (topic === null || place.dataset.live.split(" ").includes(topic)) waiting.add(place.id);
  }
  clearTimeout(timer);
  timer = setTimeout(() => {
    // what somebody is using isn't pulled away under their hands
    if (document.querySelector("main details.menu[open]")) return void setTimeout(refresh, 2_000, topic);
    for (const id of waiting) {
      const place = document.getElementById(id);
      waiting.delete(id);
      place?.dispatchEvent(new CustomEvent("buckstop:changed", { detail: { topic } }));
    }
  }, SETTLE);
}

// Nor is it pulled away by an answer that was under way when they opened it.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const live = event.detail.requestConfig?.triggeringEvent?.type === "buckstop:changed";
  if (!live || !document.querySelector("main details.menu[open]")) return;
  event.detail.shouldSwap = false;
  refresh();
});

function hear({ topic, notice, presence, cut }) {
  if (cut !== undefined) document.getElementById("cut-off")?.toggleAttribute("hidden", !cut);
  if (presence) document.dispatchEvent(new CustomEvent("buckstop:presence", { detail: presence }));
  if (notice) toast(notice.say);
  if (topic) {
    document.dispatchEvent(new CustomEvent("buckstop:changed", { detail: { topic } }));
    refresh(topic === "everything" ? null : topic);
  }
}

function repeat(made) {
  for (const [at, topic] of recent) if (at >= made) others.postMessage({ topic });
  for (const presence of present.values()) others.postMessage({ presence });
}

function listen() {
  const stream = new EventSource(address);
  let lost = false, silent = 0;
  const pass = (news) => { hear(news); others?.postMessage(news); };
  others?.addEventListener("message", (event) => event.data.made && repeat(event.data.made));
  stream.onmessage = (event) => {
    recent.push([Date.now(), event.data]);
    if (recent.length > 100) recent.shift();
    pass({ topic: event.data });
  };
  stream.addEventListener("notice", (event) => pass({ notice: JSON.parse(event.data) }));
  stream.addEventListener("presence", (event) => {
    const presence = JSON.parse(event.data);
    present.set(presence.ref, presence);
    pass({ presence });
  });
  stream.onerror = () => {
    if (!lost) silent = setTimeout(pass, PATIENCE, { cut: true });
    lost = true;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 30_000); // the server was away
  };
  stream.onopen = () => {
    clearTimeout(silent);
    pass({ cut: false });
    if (lost) refresh(); // something may have been missed meanwhile
    lost = false;
  };
  addEventListener("pagehide", () => stream.close(), { once: true });
}

if (address) {
  others?.addEventListener("message", (event) => hear(event.data));
  if (navigator.locks) navigator.locks.request("buckstop-live", () => { listen(); return new Promise(() => {}); });
  else listen();
  others?.postMessage({ made: performance.timeOrigin - (fetchedAhead ? AHEAD : 0) });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
