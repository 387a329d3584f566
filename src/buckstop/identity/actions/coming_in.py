"""Somebody for whom a provider vouches comes in."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.identity import entries
from buckstop.identity import permissions as may
from buckstop.identity.actions.groups import follow_groups
from buckstop.identity.models import Account, Provider
from buckstop.identity.rules import Vouched, check_domain, check_may_be_found
from buckstop.kit.addresses import normal
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.actions import staff
from buckstop.people.models import Person


def come_in(provider: Provider, vouched: Vouched, *, at: datetime) -> Person:
    """Who that is here: known by their account, else by a verified address, else somebody new
    where the provider's people may join. Their role and teams follow their groups.

    Raises Refused with a sentence for who wants to come in.
    """
    with acting(staff.found_house(by=DESK, at=at), by=DESK, at=at) as act:
        provider = act.lock(provider)
        check(may.may_come_in_by(provider))
        check_domain(vouched, provider.domains)
        known = Account.objects.filter(provider=provider, subject=vouched.subject)
        account = known.select_related("person").first()
        person = account.person if account else _found(provider, vouched, at)
        if not (person.is_active and person.is_staff_member):
            raise Refused("left", _("Your log-in here is closed. Ask an admin."))
        if account is None:
            act.flush()
            account = Account(
                provider=provider, person=person, subject=vouched.subject, added_at=act.at
            )
            act.add(account)
            act.record(
                entries.AccountLinked(account=account.pk, provider=provider.pk, person=person.pk)
            )
    if vouched.groups is not None:
        follow_groups(person, vouched.groups, otherwise=provider.role, by=DESK, at=at)
        person = Person.objects.get(pk=person.pk)
    return person


def _found(provider: Provider, vouched: Vouched, at: datetime) -> Person:
    check_may_be_found(vouched)
    email = normal(vouched.email) or vouched.email
    if there := Person.objects.filter(email=email).first():
        return there
    if not provider.joins:
        told = {"email": email}
        raise Refused("nobody", _("Nobody here has the address %(email)s. Ask an admin.") % told)
    name = vouched.name or email.partition("@")[0]
    return staff.add(name=name, email=email, role=provider.role, by=DESK, at=at)
