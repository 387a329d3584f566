"""Run inside a house: prints the cookie of somebody who is logged in, or a line for everybody."""

import sys

from django.test import Client

import buckstop.ready as _ready  # sets Django up before what follows is imported
from buckstop.people.models import Person

__all__ = ["_ready", "cookies"]


def cookies(person: Person) -> str:
    """What the browser of `person` sends."""
    client = Client()
    client.force_login(person, "buckstop.people.backends.ByName")
    return "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())


if __name__ == "__main__":
    agents = Person.objects.filter(email__startswith="agent").order_by("email")
    for one in agents if sys.argv[1:] == ["everybody"] else agents[1:2]:
        print(cookies(one))
