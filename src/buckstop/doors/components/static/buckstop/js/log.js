// Log a problem: picking somebody fills in the form instead of sending it.
document.addEventListener("click", (event) => {
  const pick = event.target.closest("[data-pick]");
  if (!pick) return;
  event.preventDefault();
  const form = pick.closest("form");
  form.elements.contact.value = pick.dataset.pick;
  form.elements.customer_text.value = pick.dataset.says;
  const says = document.getElementById("chosen-customer");
  says.textContent = pick.dataset.says;
  says.hidden = false;
  document.getElementById("found-customers").replaceChildren();
  (form.querySelector("[name=impact]:checked") ?? form.querySelector("[name=impact]"))?.focus();
});
document.addEventListener("input", (event) => {
  if (event.target.name !== "customer_text") return;
  event.target.form.elements.contact.value = "";
  document.getElementById("chosen-customer").hidden = true;
});
