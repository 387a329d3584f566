"""What may be done with a provider; who administers the house, the doors ask."""

from django.utils.translation import gettext as _

from buckstop.identity.models import Directory, GroupRule, Provider
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can


def may_change_provider(provider: Provider) -> Refusal | None:
    """While it is there."""
    if provider.ended_at is None:
        return None
    return Refusal("ended", _("That provider was removed."))


def may_switch_off(provider: Provider) -> Refusal | None:
    """While it is there."""
    return may_change_provider(provider)


def may_switch_on(provider: Provider) -> Refusal | None:
    """While it is there."""
    return may_change_provider(provider)


def may_end_provider(provider: Provider) -> Refusal | None:
    """Once."""
    return may_change_provider(provider)


def may_come_in_by(provider: Provider) -> Refusal | None:
    """While it is on."""
    if provider.is_on:
        return None
    return Refusal("off", _("Nobody comes in by %(name)s now.") % {"name": provider.name})


def may_remove_rule(rule: GroupRule) -> Refusal | None:
    """Once."""
    return None if rule.until is None else Refusal("over", _("That was removed already."))


def may_be_emergency_person(person: Person) -> Refusal | None:
    """An admin who works here and has a password."""
    if not (person.is_active and can(person.role, Capability.ADMINISTER)):
        sentence = _("Only an admin can be the emergency person.")
        return Refusal("not-admin", sentence, "emergency")
    if not person.has_usable_password():
        sentence = _("%(who)s has no password yet. They choose one first.") % {"who": person}
        return Refusal("no-password", sentence, "emergency")
    return None


def may_renew_directory(directory: Directory) -> Refusal | None:
    """While it says something."""
    if directory.ended_at is None:
        return None
    return Refusal("ended", _("That directory says nothing any more."))


def may_end_directory(directory: Directory) -> Refusal | None:
    """Once."""
    return may_renew_directory(directory)
