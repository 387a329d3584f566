// The worker that answers while one is offline. Logging out clears what it keeps.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/worker.js").catch(() => { /* the desk works without it */ });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-log-out]")) navigator.serviceWorker.controller?.postMessage("log-out");
  });
}
