// The bell: its count in the title too, and what is new told on the computer, where that was asked for.
// One notification a fact, whichever tab tells it; none while a page of ours is in front.
const OFF = "buckstop-notify-off";
const WAIT = 250; // milliseconds for another tab to say that it is in front
const bell = document.getElementById("bell");
const served = document.title;
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("buckstop-front") : null;
let known = null; // what had been told when the page was opened is no news
let inFront = false;

const can = () => "Notification" in window && Notification.permission === "granted" && !localStorage.getItem(OFF);

tabs?.addEventListener("message", ({ data }) => {
  if (data === "who" && document.hasFocus()) tabs.postMessage("me");
  if (data === "me") inFront = true;
});

async function tell(one) {
  if (document.hasFocus() || !can()) return;
  inFront = false;
  tabs?.postMessage("who");
  await new Promise((done) => setTimeout(done, WAIT));
  if (inFront || document.hasFocus()) return;
  const { told, says, about, url } = one.dataset;
  const shown = new Notification(says, { body: about, tag: told, icon: "/static/buckstop/mark.svg" });
  shown.addEventListener("click", () => {
    window.focus();
    location.assign(url);
    shown.close();
  });
}

function title() {
  const count = bell.querySelector("[data-count]")?.dataset.count;
  document.title = count ? `(${count}) ${served.replace(/^\(\d+\) /, "")}` : served;
}

function look() {
  title();
  const told = [...bell.querySelectorAll("[data-told]")];
  const before = known;
  known = new Set([...(before ?? []), ...told.map((one) => one.dataset.told)]);
  for (const one of before ? told : []) if (!before.has(one.dataset.told)) tell(one);
}

function offer() {
  const place = document.querySelector("[data-notify]");
  if (!place || !("Notification" in window)) return;
  const denied = Notification.permission === "denied";
  place.hidden = false;
  place.querySelector("[data-notify-allow]").hidden = denied || can();
  place.querySelector("[data-notify-on]").hidden = !can();
  place.querySelector("[data-notify-denied]").hidden = !denied;
}

document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-notify-allow]")) {
    localStorage.removeItem(OFF);
    await Notification.requestPermission();
    offer();
  }
  if (event.target.closest("[data-notify-stop]")) {
    localStorage.setItem(OFF, "1");
    offer();
  }
});

if (bell) {
  bell.addEventListener("htmx:afterSettle", look);
  document.body.addEventListener("htmx:afterSettle", title); // a page's part brings its title along
  if (bell.querySelector("[data-heard]")) look(); // the first answer was here before us
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) bell.dispatchEvent(new CustomEvent("buckstop:changed"));
  });
  offer();
}
