// Ctrl+Enter (or Cmd+Enter) sends the form one writes in, with Shift on to the next; a form is sent once.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.form;
  if (!form) return;
  event.preventDefault();
  const goesOn = event.shiftKey && form.querySelector("[data-key-next]");
  form.requestSubmit(goesOn || form.querySelector("[data-key-send], .button.main") || undefined);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sending) event.preventDefault();
  form.dataset.sending = "yes";
  addEventListener("pageshow", () => delete form.dataset.sending, { once: true });
});
