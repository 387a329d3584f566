"""Somebody shows in chat which of us they are: with a code of the desk, which holds for minutes."""

from datetime import datetime, timedelta

from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from buckstop.chat import entries
from buckstop.chat.models import Chat, Code, Link
from buckstop.chat.permissions import may_make_code, may_unlink
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Person
from buckstop.people.rules import digest_of

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
HOLDS = timedelta(minutes=15)
NAME = 120  # characters


def make_code(person: Person, *, by: Actor, at: datetime) -> str:
    """A code that links an account once, within a quarter of an hour; former ones link none."""
    check(may_make_code(person, by))
    code = get_random_string(8, LETTERS)
    with acting(by=by, at=at) as act:
        for row in act.rows(Code.objects.filter(person=person, used_at=None)):
            act.change(row, used_at=act.at)
        act.add(Code(person=person, digest=digest_of(code), made_at=act.at))
    return f"{code[:4]}-{code[4:]}".upper()


def link(chat: Chat, *, account: str, name: str, code: str, at: datetime) -> Person:
    """The account is whose code it is, from now on and nobody else's. Refused where it is none."""
    row = Code.objects.filter(digest=digest_of(code)).select_related("person").first()
    by = row.person.actor() if row else None
    if row is None or by is None:
        raise _no_code()
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        row = act.lock(row)
        if row.used_at is not None or act.at > row.made_at + HOLDS or not row.person.is_active:
            raise _no_code()
        act.change(row, used_at=act.at)
        for former in act.rows(Link.objects.filter(chat=chat, account=account, until=None)):
            act.change(former, until=act.at)
        act.flush()
        made = act.add(
            Link(chat=chat, account=account, name=name[:NAME], person=row.person, since=act.at)
        )
        act.record(entries.AccountLinked(person=row.person_id, link=made.pk, chat=chat.pk))
    return row.person


def unlink(link: Link, *, by: Actor, at: datetime) -> None:
    """Nothing that the account says or presses is taken for theirs any more."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        link = act.lock(link)
        check(may_unlink(link, by))
        act.change(link, until=act.at, name="")
        act.record(entries.AccountUnlinked(person=link.person_id, link=link.pk))


def _no_code() -> Refused:
    return Refused(
        "no-code", _("This code links nothing, or no more: get a new one on your page of the desk.")
    )
