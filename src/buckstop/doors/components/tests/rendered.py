"""Forms as a browser has them: filled in and sent by the names that stand in the HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Form:
    """A form of a page: what it would send untouched, its buttons, and which fields take files."""

    action: str
    method: str = "get"
    multipart: bool = False
    values: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def takes(self, given: dict[str, Any]) -> bool:
        """Whether a person could send this with it: each name is of a field or a button."""
        pressed = {name for name, _ in self.buttons}
        fixed = {n: v for n, v in self.values.items() if n not in self.names}
        return all(
            name in self.names
            or (name in pressed and (name, value) in self.buttons)
            or (name in fixed and (value in fixed[name] or name == "once"))
            for name, value in given.items()
        )

    def filled(self, given: dict[str, Any]) -> dict[str, Any]:
        """What a browser sends; a file goes along only where field and form take files."""
        sent: dict[str, Any] = {name: list(values) for name, values in self.values.items()}
        for name, value in given.items():
            if hasattr(value, "read") and not (name in self.files and self.multipart):
                raise AssertionError(f"{self.action} sends no file called {name}")
            sent[name] = value
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.now: Form | None = None
        self.area = ""
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            multipart = given.get("enctype") == "multipart/form-data"
            method = given.get("method", "get").lower()
            self.now = Form(given.get("action", ""), method, multipart)
            self.forms.append(self.now)
        elif self.now is not None:
            self._control(self.now, tag, given)

    def _control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "option" and self.select:
            if "selected" in given or not form.values.get(self.select):
                form.values[self.select] = [given.get("value", "")]
        elif not name or "disabled" in given:
            return
        elif tag == "button":
            form.buttons.append((name, given.get("value", "")))
        elif tag == "select":
            self.select = name
            form.names.add(name)
        elif tag == "textarea":
            self.area = name
            form.names.add(name)
            form.values[name] = [""]
        elif tag == "input":
            self._input(form, name, kind, given)

    def _input(self, form: Form, name: str, kind: str, given: dict[str, str]) -> None:
        if kind != "hidden":
            form.names.add(name)
        if kind == "file":
            form.files.add(name)
        elif kind not in ("checkbox", "radio") or "checked" in given:
            form.values.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area and self.now is not None:
            self.now.values[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""


def forms_in(page: str) -> list[Form]:
    """The forms of a page, in their order."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_to(page: str, action: str, **given: Any) -> Form:
    """The form of a page that is sent to `action` and takes what is given."""
    there = [form for form in forms_in(page) if form.action == action]
    if not there:
        raise AssertionError(f"nothing on the page is sent to {action}")
    for form in there:
        if form.takes(given):
            return form
    raise AssertionError(f"no form to {action} takes {sorted(given)}: {there}")
