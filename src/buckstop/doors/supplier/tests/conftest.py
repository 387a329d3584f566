"""Rolf at his page, by his link, with CSRF checks as in the field."""

from typing import Any

import pytest
from django.test import Client

from buckstop.doors.components.tests.rendered import form_to
from buckstop.suppliers import links
from buckstop.suppliers.models import Ask, SupplierPerson
from buckstop.suppliers.tests.conftest import Outside, outside

__all__ = ["outside"]


class Page:
    """One person's browser at their link."""

    def __init__(self, ask: Ask, row: SupplierPerson, outside: Outside) -> None:
        self.url = f"/s/{links.make(ask.pk, row.person_id, outside.now)}/"
        self.client = Client(enforce_csrf_checks=True)

    def get(self, path: str = "") -> Any:
        return self.client.get(self.url + path)

    def says(self, path: str = "") -> str:
        return self.get(path).content.decode()

    def post(self, path: str, *, on: str = "", **data: Any) -> Any:
        """Fill in the form of the page that is sent to `path`, as the browser does."""
        form = form_to(self.says(on), self.url + path)
        return self.client.post(self.url + path, form.filled(data))


@pytest.fixture
def ask(outside: Outside) -> Ask:
    return outside.ask(why="Shops stand still.")


@pytest.fixture
def page(outside: Outside, ask: Ask) -> Page:
    return Page(ask, outside.rolf, outside)
