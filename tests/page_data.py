"""Lets Django's test client see what a page was made of, as it does with Django's own engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.template.backends.jinja2 import Template
from django.test.signals import template_rendered


@contextmanager
def seen_by_clients() -> Iterator[None]:
    """Meanwhile the answers of a test client have a `context`: what the page's view gave it."""
    render = Template.render

    def telling(self: Template, context: dict[str, Any] | None = None, request: Any = None) -> str:
        template_rendered.send(sender=Template, template=self, context=context or {})
        return render(self, context, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", telling)
        yield
