"""How people come in: Django's own ways, with who asks for a page read by a statement that was
compiled before."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from buckstop.kit.reading import Given, reading
from buckstop.people.models import Person

BY_NAME = "buckstop.people.backends.ByName"
"""The backend of whom a program logs in."""


class _Asking(ModelBackend):
    """Every page asks who it is."""

    def get_user(self, user_id: Any) -> Person | None:
        person = _person.first(key=user_id)
        return person if person is not None and self.user_can_authenticate(person) else None


class ByName(_Asking):
    """With name and password; also of whom a program logs in."""


class ByMail(_Asking, AuthenticationBackend):
    """With an address and a password, or a way that was added to them."""


@reading
def _person() -> "QuerySet[Person]":
    return Person.objects.filter(pk=Given("key"))
