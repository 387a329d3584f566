"""What pages look like and do: one style sheet and one script each, of many small pieces.

The pieces stay files of their own (`static/buckstop/css`, `static/buckstop/js`). A page asks for
two bundles in place of forty files, at an address that holds the digest of what is in it: browsers
keep it for ever, and a page of a new release never meets the look of the last one.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

import django_htmx
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from buckstop.doors.components.look import FOR_EVER

FILES = Path(__file__).parent / "static" / "buckstop"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
EVERYWHERE = ("tokens", "base", "button", "form", "notice", "promise")
SHEETS = {
    "desk.css": (
        *EVERYWHERE, "shell", "sheet", "wording", "list", "palette", "board", "brief", "composer",
        "journeys", "log", "outcomes", "plan", "problem", "setting-up", "timeline", "work", "print",
    ),
    "letter.css": (*EVERYWHERE, "letter", "entrance", "portal", "status"),
    "supplier.css": (*EVERYWHERE, "letter", "list"),
    "banner.css": ("tokens", "base", "status"),
    "mailbox.css": (*EVERYWHERE, "shell", "list", "mailbox"),
}  # fmt: skip
"""The pieces of each style sheet: `tokens` first, for it says the order of the layers."""
MODULES = {"desk.js": "desk", "page.js": "page"}
LOOKED_AT = """if (document.prerendering) {
  await new Promise((seen) =>
    document.addEventListener("prerenderingchange", seen, { once: true }));
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
}
"""
"""A page that a browser draws ahead does nothing, and says nothing of anybody, until it is seen:
then it is painted first."""
AS_IT_IS = {"theme.js": FILES / "js" / "theme.js", "htmx.js": HTMX}
IMPORT = re.compile(r'^import (?:\{ ([\w, ]+) \} from )?"\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async function|function|const) (\w+))", re.MULTILINE)


@dataclass(frozen=True)
class Bundle:
    """One style sheet or script, as it is sent."""

    name: str
    text: str

    @cached_property
    def address(self) -> str:
        """Where it is: its content says so, so that it may be kept for ever."""
        return f"/static/{sha256(self.text.encode()).hexdigest()[:16]}/{self.name}"

    @property
    def kind(self) -> str:
        """Its type, as HTTP names it."""
        kind = "css" if self.name.endswith(".css") else "javascript"
        return f"text/{kind}; charset=utf-8"

    @cached_property
    def packed(self) -> bytes:
        """It, compressed."""
        return gzip.compress(self.text.encode(), mtime=0)


@cache
def bundles() -> dict[str, Bundle]:
    """All of them, as the files were when this process first asked."""
    texts = {name: sheet(*pieces) for name, pieces in SHEETS.items()}
    texts |= {name: script(module) for name, module in MODULES.items()}
    texts |= {name: file.read_text("utf-8") for name, file in AS_IT_IS.items()}
    texts["desk.js"] = f"{LOOKED_AT}{texts['htmx.js']}\n{texts['desk.js']}"
    return {name: Bundle(name, text) for name, text in texts.items()}


def bundled(name: str) -> str:
    """The address of a bundle, for a template."""
    return bundles()[name].address


def sheet(*pieces: str) -> str:
    """The style sheets of these pieces, one after the other."""
    return "".join((FILES / "css" / f"{piece}.css").read_text("utf-8") for piece in pieces)


def script(module: str) -> str:
    """A module and all that it imports as one, each in a function that gives what it exports.

    It knows the two forms of `import` and three of `export` that ours are written in; anything
    else, or a circle, is refused.
    """
    texts: dict[str, str] = {}
    _collect(module, texts, ())
    return "".join(_as_function(name, text) for name, text in texts.items())


def _collect(module: str, texts: dict[str, str], on_the_way: tuple[str, ...]) -> None:
    """Put what a module imports, and then the module, into `texts`."""
    if module in on_the_way:
        raise ValueError(f"{module}.js imports itself by way of {' and '.join(on_the_way)}")
    if module in texts:
        return
    text = (FILES / "js" / f"{module}.js").read_text("utf-8")
    for _names, imported in IMPORT.findall(text):
        _collect(imported, texts, (*on_the_way, module))
    texts[module] = text


def _as_function(module: str, text: str) -> str:
    given = ", ".join(name for _declared, name in EXPORT.findall(text))
    body = EXPORT.sub(r"\1", IMPORT.sub(_taken, text))
    if left := re.search(r"^(import|export)\b.*", body, re.MULTILINE):
        raise ValueError(f"{module}.js: “{left[0]}” is a form that a bundle doesn’t know")
    return f"const {module}_js = (() => {{\n{body}return {{ {given} }};\n}})();\n"


def _taken(imported: re.Match[str]) -> str:
    names, module = imported.groups()
    return f"const {{ {names} }} = {module}_js;\n" if names else ""


@require_safe
def send(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """A bundle. Who asks for another release's, while both serve, gets ours and doesn't keep it."""
    if name not in bundles():
        raise Http404
    bundle = bundles()[name]
    packs = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(bundle.packed if packs else bundle.text, content_type=bundle.kind)
    if packs:
        answer["Content-Encoding"] = "gzip"
    patch_vary_headers(answer, ["Accept-Encoding"])
    ours = f"/{digest}/" in bundle.address
    answer["Cache-Control"] = FOR_EVER if ours else "no-cache"
    return answer


urlpatterns: list[URLPattern] = [path("<slug:digest>/<str:name>", send, name="bundle")]
