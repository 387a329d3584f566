"""Fill in the forms that a page shows, as a browser does: its names, its values, its address."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Forms(HTMLParser):
    """Every form of a page: its marks, and what its fields hold."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[dict[str, str], dict[str, list[str]]]] = []
        self.open = False
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = {name: value or "" for name, value in attrs}
        name = marks.get("name", "")
        if tag == "form":
            self.forms.append((marks, {}))
            self.open = True
        if not self.open:
            return
        fields = self.forms[-1][1]
        if tag == "input" and name:
            if marks.get("type") not in ("checkbox", "radio", "submit"):
                fields.setdefault(name, []).append(marks.get("value", ""))
            elif "checked" in marks:
                fields.setdefault(name, []).append(marks.get("value", "on"))
            else:
                fields.setdefault(name, [])
        elif tag == "select":
            self.select, fields[name] = name, []
        elif tag == "option" and self.select and ("selected" in marks or not fields[self.select]):
            fields[self.select] = [marks.get("value", "")]
        elif tag == "textarea":
            self.area, fields[name] = name, [""]
        elif tag == "button" and name:
            fields.setdefault(name, [])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = False
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.open and self.area:
            fields = self.forms[-1][1]
            fields[self.area] = [fields[self.area][0] + data]


def fields_of(page: Any, action: str) -> dict[str, list[str]]:
    """The fields of the form on `page` that posts to `action`, with what they hold."""
    reader = _Forms()
    reader.feed(page.content.decode())
    for marks, fields in reader.forms:
        if marks.get("action", action) == action and marks.get("method") == "post":
            return fields
    raise AssertionError(f"no form posts to {action}: {[marks for marks, _ in reader.forms]}")


def send(browser: Client, page_url: str, action: str = "", **said: Any) -> Any:
    """Open a page, fill in its form with `said`, send it; every name has to be on the form.

    Without an `action` the form posts to the page's address less `new/`.
    """
    action = action or page_url.removesuffix("new/")
    page = browser.get(page_url)
    assert page.status_code == 200, (page_url, page.status_code)
    fields = fields_of(page, action)
    missing = said.keys() - fields.keys()
    assert not missing, f"{action} has no {missing}, but {sorted(fields)}"
    filled: dict[str, Any] = {**fields, **said}
    return browser.post(action, filled)
