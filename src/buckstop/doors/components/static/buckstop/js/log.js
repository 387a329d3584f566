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

// Arrows go through who fits, and Enter takes one: it sends the form only where nobody is offered.
document.addEventListener("keydown", (event) => {
  const picks = [...document.querySelectorAll("#found-customers [data-pick]")];
  const at = picks.indexOf(event.target);
  const typing = event.target.name === "customer_text";
  if (!picks.length || (!typing && at < 0)) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? event.target.form.elements.customer_text : picks[next] ?? picks.at(-1)).focus();
  } else if (typing && event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
    if (picks.length === 1) picks[0].click(); else picks[0].focus();
  } else return;
  event.preventDefault();
});
