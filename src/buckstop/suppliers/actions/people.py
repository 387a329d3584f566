"""The people of suppliers: they have no log-in, and are reached by mail and phone."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people import rules
from buckstop.people.actions.contacts import reach
from buckstop.people.models import Person
from buckstop.people.roles import Role
from buckstop.suppliers import entries
from buckstop.suppliers import permissions as may
from buckstop.suppliers.models import Supplier, SupplierPerson
from buckstop.suppliers.rules.checks import Post, check_post


@dataclass(frozen=True, kw_only=True)
class Reached:
    """What somebody is called, and their mail addresses and phone numbers, one a line."""

    name: str
    email: str = ""
    phone: str = ""


def add_person(
    supplier: Supplier, *, who: Reached, post: Post, by: Actor, at: datetime
) -> SupplierPerson:
    """Note somebody of a supplier."""
    name, post = rules.check_name(who.name, _("Say what they are called.")), check_post(post)
    emails, phones = rules.check_reached(who.email, who.phone)
    with acting(supplier, by=by, at=at) as act:
        check(may.may_add_person(act.lock(supplier)))
        person = new_row(Person, name=name, public_name=name, role=Role.SUPPLIER, created_at=act.at)
        person.password = "!"  # they come by signed links
        act.add(person)
        reach(act, person, emails, phones)
        row = act.add(
            SupplierPerson(supplier=supplier, person=person, since=act.at, **asdict(post))
        )
        act.record(
            entries.SupplierPersonAdded(
                of=row.pk,
                person=person.pk,
                turn_to_after=post.turn_to_after,
                always=post.always,
                said=_said(act, name, emails, phones, post),
            )
        )
    return row


def change_person(
    row: SupplierPerson, *, who: Reached, post: Post, by: Actor, at: datetime
) -> None:
    """Say anew what somebody is called, where they are reached, and where on the ladder they
    stand."""
    name, post = rules.check_name(who.name, _("Say what they are called.")), check_post(post)
    emails, phones = rules.check_reached(who.email, who.phone)
    with acting(row.supplier, by=by, at=at) as act:
        row = act.lock(row)
        check(may.may_change_person(act.lock(row.supplier)))
        person = act.lock(row.person)
        act.change(person, name=name, public_name=name)
        reach(act, person, emails, phones)
        act.change(row, **asdict(post))
        act.record(
            entries.SupplierPersonChanged(
                of=row.pk,
                person=person.pk,
                turn_to_after=post.turn_to_after,
                always=post.always,
                said=_said(act, name, emails, phones, post),
            )
        )


def remove_person(row: SupplierPerson, *, by: Actor, at: datetime) -> None:
    """They are of the supplier no more."""
    with acting(row.supplier, by=by, at=at) as act:
        row = act.lock(row)
        if row.until is None:
            act.change(row, until=act.at)
            act.record(entries.SupplierPersonRemoved(of=row.pk, person=row.person_id))


def _said(act: Act, name: str, emails: list[str], phones: list[str], post: Post) -> str:
    return act.body("\n".join((name, post.post, *emails, *phones))).digest
