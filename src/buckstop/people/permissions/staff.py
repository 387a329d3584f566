"""When somebody may come back, and come in."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.models import OneTimeLink, Person, Scope
from buckstop.people.queries import last_admin
from buckstop.people.roles import Capability, can


def may_come_back(person: Person) -> Refusal | None:
    """Who was erased is nobody any more."""
    if person.erased_at is None:
        return None
    return Refusal("erased", _("Who that was is erased. Add them anew."))


def may_bar(person: Person) -> Refusal | None:
    """Who works here, but for the last who administers: asked under the lock of the house."""
    if person.deactivated_at is not None:
        return Refusal("gone", _("They have left already."))
    if last_admin(person):
        return Refusal("last-admin", _("%(who)s is the last admin.") % {"who": person})
    return None


def may_end_sessions(person: Person, by: Actor) -> Refusal | None:
    """One's own, and of others who administers the house."""
    if not by.is_person or by.id == person.pk or can(by, Capability.ADMINISTER):
        return None
    return Refusal("not-theirs", _("Only they themselves or an admin can log them out."))


def may_set_last_day(person: Person, by: Actor) -> Refusal | None:
    """Who leads says it of those who work here."""
    if by.is_person and not can(by, Capability.LEAD):
        return Refusal("not-lead", _("Who leads says when somebody leaves."))
    return None if person.is_active else Refusal("gone", _("They have left already."))


def may_set_picture(person: Person) -> Refusal | None:
    """Who was erased isn't seen any more."""
    if person.erased_at is None:
        return None
    return Refusal("erased", _("Who that was is erased."))


def may_choose_language(person: Person, by: Actor) -> Refusal | None:
    """Their own."""
    if by.id == person.pk:
        return None
    return Refusal("not-theirs", _("Everybody chooses for themselves how they are spoken to."))


def may_choose_columns(person: Person, by: Actor) -> Refusal | None:
    """Their own."""
    if by.id == person.pk:
        return None
    return Refusal("not-theirs", _("Everybody chooses for themselves what their lists show."))


def may_use_log_in_link(link: OneTimeLink | None, at: datetime) -> Refusal | None:
    """Who works here, once, in time. No link says no more than a spent one."""
    spent = link is None or link.used_at or link.expires_at <= at
    if not spent and link is not None and link.person.is_active:
        return None
    sentence = _("This link has been used or has expired. Ask an admin for a new one.")
    return Refusal("link-spent", sentence)


def may_add_own_key(
    person: Person, by: Actor, *, ends_at: datetime, at: datetime
) -> Refusal | None:
    """One's own, for a year at most."""
    if by.id != person.pk:
        return Refusal("not-theirs", _("Everybody makes their own keys."))
    if ends_at - at > timedelta(days=367):
        return Refusal("too-long", _("Choose an end within a year."), "ends_at")
    return None


def may_add_key(
    *, scope: str, ends_at: datetime | None, person: Person | None, at: datetime
) -> Refusal | None:
    """A key that still opens when it is made; one that acts as somebody, for who works here."""
    if ends_at is not None and ends_at <= at:
        return Refusal("ended", _("Choose an end that is still to come."), "ends_at")
    if person is None:
        return None
    if not (person.is_staff_member and person.is_active):
        return Refusal("not-staff", _("Only who works here can have a key of their own."), "person")
    if scope == Scope.RAISE:
        return Refusal("bad-scope", _("A key of one’s own reads, or reads and writes."), "scope")
    return None
