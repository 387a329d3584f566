// Whether a problem's page shows everything or the conversation only: kept in this browser.
const KEPT = "buckstop-timeline";
const choices = document.querySelectorAll(".timeline-which input");

try {
  const kept = localStorage.getItem(KEPT);
  for (const choice of choices) {
    if (choice.id === kept) choice.checked = true;
    choice.addEventListener("change", () => localStorage.setItem(KEPT, choice.id));
  }
} catch { /* storage is switched off: everything is shown */ }
