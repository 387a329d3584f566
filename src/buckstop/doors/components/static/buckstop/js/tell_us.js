// The contact form. On our own page it proves work before it is sent; on pages of others it makes
// <tell-us><a href="https://desk.example/contact/">Tell us</a></tell-us> that form in place.
// Without this script, or where anything fails, the form and the link do what they always did.

async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// As ALTCHA's protocol says: find the number whose digest, behind the salt, is the challenge.
async function solve(url) {
  const asked = await (await fetch(url, { credentials: "omit" })).json();
  for (let number = 0; number <= asked.maxnumber; number += 1) {
    if ((await digest(asked.salt + number)) === asked.challenge) {
      const { algorithm, challenge, salt, signature } = asked;
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    }
  }
  return "";
}

// Puts the work into the form; it begins with the first key, so that nobody waits for it.
function working(form, url) {
  let work = null;
  const begin = () => {
    work ??= globalThis.crypto?.subtle ? solve(url).catch(() => "") : Promise.resolve("");
    return work;
  };
  form.addEventListener("input", begin, { once: true });
  return async () => {
    const field = form.elements.altcha ?? document.createElement("input");
    Object.assign(field, { type: "hidden", name: "altcha", value: await begin() });
    form.append(field);
    work = null; // what is sent again proves anew
  };
}

const LOOK = `
  :host { display: block; }
  form { display: grid; gap: 1em; max-inline-size: 38rem; }
  label { display: block; font-weight: 600; margin-block-end: .25em; }
  p { margin: 0; }
  input:not([type=file]), textarea { box-sizing: border-box; inline-size: 100%; font: inherit; }
  input, textarea, button { font: inherit; padding: .5em; }
  button { padding-inline: 1.25em; cursor: pointer; }
  [role=alert] { color: light-dark(#a3231c, #ff9d92); margin-block-start: .25em; }
  .letter-trap { position: absolute; inset-inline-start: -100vw; }
`;

class TellUs extends HTMLElement {
  async connectedCallback() {
    const link = this.querySelector("a[href]");
    if (!link || this.shadowRoot) return;
    try {
      const page = await fetch(link.href, { credentials: "omit" });
      const text = page.ok ? await page.text() : "";
      const found = new DOMParser().parseFromString(text, "text/html").querySelector("form");
      if (found) this.show(document.importNode(found, true), link);
    } catch {
      // the link stays
    }
  }

  show(form, link) {
    const style = new CSSStyleSheet();
    style.replaceSync(LOOK);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    form.action = link.href;
    form.setAttribute("aria-label", link.textContent.trim());
    root.append(form);
    const prove = working(form, new URL(form.dataset.work, link.href));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(form, prove);
    });
  }

  async send(form, prove) {
    const button = form.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    try {
      await prove();
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        credentials: "omit",
      });
      const said = await answer.json();
      if (answer.ok) return this.thank(form, said.says);
      this.wrong(form, said.errors);
    } catch {
      form.submit(); // our own page takes it, and says what is wrong
    }
    button.disabled = false;
  }

  thank(form, says) {
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    said.tabIndex = -1;
    said.textContent = says;
    form.replaceWith(said);
    said.focus();
  }

  wrong(form, errors) {
    form.querySelectorAll("[role=alert]").forEach((one) => one.remove());
    form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    for (const [name, sentences] of Object.entries(errors)) {
      const field = form.elements[name];
      const said = document.createElement("p");
      said.setAttribute("role", "alert");
      said.textContent = sentences.join(" ");
      if (field) field.after(said);
      else form.prepend(said);
      field?.setAttribute("aria-invalid", "true");
      field?.closest(".letter-trap")?.classList.remove("letter-trap");
    }
    form.querySelector("[aria-invalid]")?.focus();
  }
}

if (!customElements.get("tell-us")) customElements.define("tell-us", TellUs);

for (const form of document.querySelectorAll("form[data-work]")) {
  const prove = working(form, form.dataset.work);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await prove();
    form.submit(); // which fires no event
  });
}
