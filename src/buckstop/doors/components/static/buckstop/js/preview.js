// The whole letter as its reader gets it, in a dialog; without this script in a window of its own.
import { said } from "./wording.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-preview]");
  const dialog = button && document.querySelector("dialog.letter");
  if (!dialog) return;
  event.preventDefault();
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: button.formAction, target: "letter", hidden: true });
  for (const [name, value] of said(button.form)) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    form.append(field);
  }
  document.body.append(form);
  dialog.showModal();
  form.submit();
  form.remove();
});
