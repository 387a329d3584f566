// The HTML of a mail is loaded, sandboxed, only when somebody asks to see it.
function show(place) {
  if (!place.dataset?.frame || !place.open || place.querySelector("iframe")) return;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox"); // for its links
  frame.src = place.dataset.frame;
  frame.title = place.querySelector("summary").textContent;
  place.append(frame);
}

document.addEventListener("toggle", (event) => show(event.target), true);
for (const place of document.querySelectorAll("details[data-frame][open]")) show(place); // opened before us
