// Runs before the first paint, so that a chosen theme doesn't flash.
(() => {
  try {
    const chosen = localStorage.getItem("buckstop-theme");
    if (chosen) document.documentElement.dataset.theme = chosen;
    const density = localStorage.getItem("buckstop-density");
    if (density) document.documentElement.dataset.density = density;
  } catch { /* storage may be switched off: the system's theme then stands */ }
})();
