// Files for what one writes: chosen, pasted or dropped; each is kept at once, with its progress.
import { boxOf, inLine } from "./keeping.js";

function attach(form, files) {
  for (const file of files) {
    const bar = document.createElement("progress");
    bar.ariaLabel = bar.title = file.name;
    bar.max = 1;
    boxOf(form).querySelector(".draft-files").after(bar);
    inLine(form, (url, body) => {
      body.append("attached", file, file.name);
      return send(url, body, bar);
    }).then(() => bar.remove());
  }
}

// fetch() tells nothing of how far it is.
function send(url, body, bar) {
  return new Promise((done, failed) => {
    const asked = new XMLHttpRequest();
    asked.open("POST", url);
    asked.setRequestHeader("X-Draft", "1");
    asked.responseType = "json";
    asked.upload.onprogress = (event) => { bar.value = event.loaded / event.total; };
    asked.onload = () => (asked.status === 200 ? done(asked.response) : failed(asked.status));
    asked.onerror = failed;
    asked.send(body);
  });
}

document.addEventListener("change", ({ target }) => {
  if (target.type !== "file" || !boxOf(target.form) || !target.files.length) return;
  attach(target.form, [...target.files]);
  target.value = "";
});
document.addEventListener("paste", (event) => {
  const form = event.target.form, files = [...event.clipboardData.files];
  if (!boxOf(form) || !files.length || event.clipboardData.getData("text/plain")) return;
  event.preventDefault();
  attach(form, files);
});

const over = (event) => {
  const form = event.target.closest?.("form");
  return boxOf(form) && event.dataTransfer?.types.includes("Files") ? form : null;
};
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    const form = over(event);
    form?.classList.add("drop-here");
    if (form) event.preventDefault();
  });
}
for (const kind of ["dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const form = over(event);
    if (!form || (kind === "dragleave" && form.contains(event.relatedTarget))) return;
    form.classList.remove("drop-here");
    if (kind === "dragleave") return;
    event.preventDefault();
    attach(form, [...event.dataTransfer.files]);
  });
}
