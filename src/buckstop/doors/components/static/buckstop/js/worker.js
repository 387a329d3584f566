// Keeps the files of our look and the page that says that one is offline; never a page with data.
const { version, files } = /* KEPT */ null;
const PREFIX = "buckstop-files-";
const NAME = PREFIX + version;

self.addEventListener("install", (event) => {
  // What is sent as a page is left must not wait for this worker to start: it would be lost.
  event.addRoutes?.({ condition: { requestMethod: "POST" }, source: "network" });
  const kept = caches.open(NAME).then((cache) => cache.addAll(files.map((one) => new Request(one, { credentials: "omit" }))));
  event.waitUntil(kept.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match("/offline/")));
  } else if (files.includes(new URL(request.url).pathname)) {
    // Their address is their content, and the worker's version that of the offline page.
    event.respondWith(caches.match(request, { ignoreSearch: true, ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  }
});

self.addEventListener("message", (event) => {
  if (event.data !== "log-out") return;
  const cleared = caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(cleared.then(() => self.registration.unregister()));
});
