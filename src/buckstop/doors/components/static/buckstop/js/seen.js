// A form says up to which entry its writer had read. What comes while nothing is being written is
// read as it appears; what comes while somebody writes stops their form once: they read it first.
const written = (form) => [...form.querySelectorAll("textarea")].some((field) => field.value !== "");

document.body.addEventListener("htmx:afterSettle", () => {
  const seen = document.querySelector("[data-seen]")?.dataset.seen;
  if (!seen) return;
  for (const field of document.querySelectorAll(".composer input[name=seen]")) {
    if (!written(field.form)) field.value = seen;
  }
});
