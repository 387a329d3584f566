"""The ways by which somebody is told, and how each does, for their page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.notices.models import By, Notice, Way, When, Wish
from buckstop.outbox.channels.push.gateways import BY_PUSH, GATEWAYS
from buckstop.outbox.models import UNDER_WAY, Delivery, DeliveryState
from buckstop.people.models import Person
from buckstop.people.queries import here
from buckstop.people.telling import Group

LABELS: Mapping[Group, str] = {
    Group.OFFERED: gettext_noop("What is offered to me"),
    Group.OWED: gettext_noop("What I owe"),
    Group.OWNED: gettext_noop("News on what I own"),
    Group.LED: gettext_noop("What I hear as a lead"),
    Group.FACED: gettext_noop("What happens to my customers"),
}


@dataclass(frozen=True, slots=True)
class WayShown:
    """A gateway of somebody, and what came of the last message to it, in a sentence."""

    way: Way
    gateway: str
    at: datetime | None
    state: str
    said: str

    @property
    def failed(self) -> bool:
        return has_failed(self.state)


def ways_of(person: Person) -> list[WayShown]:
    """The gateways that somebody has, the first one first."""
    ways = list(Way.objects.filter(person=person, removed_at=None).order_by("added_at", "pk"))
    sent = Delivery.objects.filter(channel=BY_PUSH, address__in=[way.key for way in ways])
    real = sent.exclude(state=DeliveryState.DROPPED).order_by("address", "-made_at")
    last = {one.address: one for one in real.distinct("address")}
    return [_shown(way, last.get(way.key)) for way in ways]


def _shown(way: Way, last: Delivery | None) -> WayShown:
    gateway = GATEWAYS[way.gateway].label if way.gateway in GATEWAYS else way.gateway
    state, at, said = _said_of(last)
    return WayShown(way, gateway, at, state, said)


def _said_of(last: Delivery | None) -> tuple[str, datetime | None, str]:
    if last is None:
        return "", None, _("Not tried yet.")
    if last.state == DeliveryState.SENT:
        return last.state, last.sent_at, _("It took the last message.")
    said = _("On its way.") if last.state in UNDER_WAY else _(last.why)
    return last.state, last.made_at, said


def said_of(last: Delivery | None) -> tuple[bool, datetime | None, str]:
    """Of the last message somewhere: whether it failed, when that was, and a sentence."""
    state, at, said = _said_of(last)
    return has_failed(state), at, said


def has_failed(state: str) -> bool:
    """Whether nothing arrived, and nothing is on its way."""
    return bool(state) and state not in (*UNDER_WAY, DeliveryState.SENT)


def wishes_of(person: Person) -> dict[tuple[Group, By], When]:
    """What somebody chose; of what isn't named they are told at once."""
    rows = Wish.objects.filter(person=person)
    return {(Group(row.group), By(row.by)): When(row.when) for row in rows}


def groups_of(person: Person) -> list[Group]:
    """What somebody may be told about."""
    has_customers = here().filter(manager=person).exists()
    theirs = {Group.LED: person.is_leader, Group.FACED: has_customers}
    return [group for group in Group if theirs.get(group, True)]


def told_by(delivery: UUID) -> list[Notice]:
    """The notices that were in a message, with whose they are."""
    either = Q(delivery=delivery) | Q(sendings__delivery=delivery)
    return list(Notice.objects.filter(either).distinct().select_related("person"))
