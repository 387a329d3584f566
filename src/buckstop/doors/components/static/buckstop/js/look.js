// Light, dark or as the system, and how dense rows are: kept in this browser, since screens differ.
const root = document.documentElement;
const place = document.querySelector("[data-look]");

function choose(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  try {
    if (value) localStorage.setItem(`buckstop-${name}`, value);
    else localStorage.removeItem(`buckstop-${name}`);
  } catch { /* the choice then lasts for this page only */ }
}

if (place) {
  place.hidden = false;
  for (const field of place.querySelectorAll("input")) {
    field.checked = field.value === (root.dataset[field.name] ?? "");
    field.addEventListener("change", () => choose(field.name, field.value));
  }
}
