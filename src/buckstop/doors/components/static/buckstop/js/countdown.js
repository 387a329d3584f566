// Keeps "in 34 minutes" and "12 min" true while the page stands open. Same rules as said_time.py.
import { fetchedAhead } from "./arrived.js";

const OFFSET = "clock-offset"; // ms by which our clock is ahead of the browser's
const words = document.getElementById("said-words")?.dataset;
const served = Date.parse(document.documentElement.dataset.now ?? "");
if (!fetchedAhead && !Number.isNaN(served)) sessionStorage.setItem(OFFSET, served - Date.now());
const ahead = Number(sessionStorage.getItem(OFFSET)); // of a page fetched ahead, the last one's

const put = (shape, name, value) => shape.replace(`{${name}}`, value);
const plural = (one, many, n) => put(n === 1 ? one : many, "n", n);

function length(minutes) {
  if (minutes < 90) return plural(words.minute, words.minutes, minutes);
  const hours = Math.round(minutes / 60);
  if (hours < 48) return plural(words.hour, words.hours, hours);
  return plural(words.day, words.days, Math.round(minutes / 1440));
}

function within(span) {
  if (Math.abs(span) < 60_000) return words.now;
  const said = length(Math.floor(Math.abs(span) / 60_000));
  return put(span > 0 ? words.in : words.ago, "length", said);
}

function left(span) {
  const minutes = Math.floor(Math.abs(span) / 60_000);
  let brief = put(words.min, "n", minutes);
  if (minutes >= 48 * 60) brief = put(words.d, "n", Math.round(minutes / 1440));
  else if (minutes >= 90) brief = put(words.h, "n", Math.round(minutes / 60));
  return span >= 0 ? brief : put(words.late, "time", brief);
}

const ways = { within, left };

export function tell() {
  const now = Date.now() + ahead;
  for (const time of document.querySelectorAll("time[data-tells]")) {
    const said = ways[time.dataset.tells](Date.parse(time.dateTime) - now);
    if (time.textContent !== said) time.textContent = said;
  }
}

if (words) {
  if (fetchedAhead) tell();
  setInterval(tell, 15_000);
  document.addEventListener("visibilitychange", tell);
}
