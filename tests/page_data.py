"""Lets Django's test client see what a page was made of, as it does with Django's own engine, and
looks at each page that any test sets: what a browser would set otherwise fails there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.template.backends.jinja2 import Template
from django.test.signals import template_rendered

_TAG = re.compile(
    r"<(/?)(p|form|div|ul|ol|dl|table|section|details|fieldset|header|h[1-6])\b[^>]*>", re.I
)


def torn_paragraphs(page: str) -> list[str]:
    """Where a block stands in a paragraph: a browser ends that first, and the block falls out."""
    found, paragraph = [], ""
    for tag in _TAG.finditer(page):
        ends, name = tag[1] == "/", tag[2].lower()
        if ends and name == "p":
            paragraph = ""
        elif not ends:
            if paragraph:
                found.append(f"{tag[0][:80]} in {paragraph[:80]}")
            paragraph = tag[0] if name == "p" else ""
    return found


@contextmanager
def seen_by_clients() -> Iterator[None]:
    """Meanwhile the answers of a test client have a `context`: what the page's view gave it."""
    render = Template.render

    def telling(self: Template, context: dict[str, Any] | None = None, request: Any = None) -> str:
        template_rendered.send(sender=Template, template=self, context=context or {})
        said = render(self, context, request)
        assert not (torn := torn_paragraphs(said)), torn
        return said

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", telling)
        yield
