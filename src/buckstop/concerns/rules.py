"""Codes, hours, and who reads a concern. Pure."""

import base64
import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from buckstop.kit.text import storable
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can, rank

ANSWER_WITHIN = 960  # working minutes
MOST = 5000  # letters
_BYTES, _GROUP = 20, 4  # 160 bits: 32 letters, in groups of four


def fresh_code() -> str:
    """`ABCD-EFGH-…`, 160 bits."""
    letters = base64.b32encode(secrets.token_bytes(_BYTES)).decode()
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def digest_of(code: str) -> str:
    """What is kept of a code, however it is typed."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(typed.encode()).hexdigest()


def next_hour(at: datetime) -> datetime:
    """From when on what is said anonymously at `at` is seen."""
    return at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def check_text(text: str) -> str:
    """What somebody says; refused where it is nothing, or too long."""
    said = storable(text).strip()
    if not said:
        raise Refused("empty", _("Say what it is about."), "text")
    if len(said) > MOST:
        raise Refused("too-long", _("Say it in at most 5000 letters."), "text")
    return said


def reads(person: Person, first: Person, to: Person) -> bool:
    """Whether a leader reads it: who was chosen, who owes the answer, whoever stands above them."""
    if person.pk in (first.pk, to.pk):
        return True
    return can(person.role, Capability.LEAD) and rank(person.role) > rank(first.role)


def next_above(to: Person, leaders: Iterable[Person], buck: Person) -> Person:
    """Who owes the answer after `to` gave none: the nearest who stands above them, else with whom
    the buck stops. `leaders`: the nearest first."""
    above = (one for one in leaders if rank(one.role) > rank(to.role))
    return next(above, buck)
