"""What didn't arrive by one way goes by another; what arrives by none, somebody else hears of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import leaders, who_is_on_duty
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.notices.entries import NoticeUndelivered
from buckstop.notices.models import Notice, Sending, Way
from buckstop.notices.rules import Try, undelivered
from buckstop.outbox.channels.push.gateways import GATEWAYS
from buckstop.outbox.models import DeliveryState
from buckstop.outbox.settings import mail_leaves
from buckstop.people.actions.staff import found_house

BATCH = 500
LOOKED_BACK = timedelta(days=1)
ARRIVED = (DeliveryState.SENT, DeliveryState.DROPPED)


def go_another_way(notices: list[Notice], at: datetime) -> None:
    """Part of verbs: these go by every other way that their people have, once by each."""
    unseen = [one for one in notices if one.seen_at is None]
    keys = [one.pk for one in unseen]
    ways: dict[UUID, list[Way]] = defaultdict(list)
    for way in Way.objects.filter(person__in={n.person_id for n in unseen}, removed_at=None):
        ways[way.person_id].append(way)
    Sending.objects.filter(notice__in=keys, taken_at=None, due__gt=at).update(due=at)
    Sending.objects.bulk_create(
        [Sending(notice=one, way=way, due=at) for one in unseen for way in ways[one.person_id]],
        ignore_conflicts=True,
    )
    waiting = Notice.objects.filter(pk__in=keys, mailed_at=None)
    waiting.filter(Q(mail_due=None) | Q(mail_due__gt=at)).update(mail_due=at)


def raise_undelivered(*, mail_rests: bool, at: datetime) -> int:
    """Tell somebody else of those who can't be told; returns how many notices that was about."""
    found: dict[tuple[UUID, UUID], list[tuple[Notice, Try]]] = defaultdict(list)
    duty = who_is_on_duty(at)
    for notice in _candidates(at):
        if (last := undelivered(list(_tries(notice, at, mail_rests)), at)) is not None:
            to = _instead(notice, duty)
            found[notice.person_id, to].append((notice, last))
    if not found:
        return 0
    house = found_house(by=DESK, at=at)
    problems = {one.pk: one for rows in found.values() if (one := rows[0][0].problem)}
    with acting(house, *problems.values(), by=DESK, at=at) as act:
        for (person, to), rows in found.items():
            (first, last) = rows[0]
            fact = NoticeUndelivered(person=person, to=to, way=last.way, why=last.why.value)
            act.record(fact, on=first.problem or house)
            keys = [notice.pk for notice, _last in rows]
            Notice.objects.filter(pk__in=keys).update(raised_at=at)
    return sum(len(rows) for rows in found.values())


def _candidates(at: datetime) -> "QuerySet[Notice]":
    mine = Sending.objects.filter(notice=OuterRef("pk"))
    due = Q(Exists(mine.filter(due__lte=at)))
    if mail_leaves():
        due |= Q(mail_due__lte=at)
    rows = Notice.objects.filter(due, seen_at=None, raised_at=None, at__gt=at - LOOKED_BACK)
    rows = rows.filter(Q(entry=None) | ~Q(entry__code=NoticeUndelivered.code))
    rows = rows.exclude(delivery__state__in=ARRIVED)
    rows = rows.exclude(Exists(mine.filter(delivery__state__in=ARRIVED)))
    rows = rows.select_related("person", "problem", "delivery")
    return rows.prefetch_related("sendings__way", "sendings__delivery").order_by("at", "pk")[:BATCH]


def _tries(notice: Notice, at: datetime, mail_rests: bool) -> Iterator[Try]:
    """By which ways it went, or is to go."""
    if notice.delivery is not None:
        yield Try("mail", notice.delivery.made_at, notice.delivery.state)
    elif notice.mailed_at is not None:
        yield Try("mail", notice.mailed_at, "", nowhere=True)
    elif notice.mail_due is not None:
        yield Try("mail", notice.mail_due if mail_rests else at, DeliveryState.PENDING)
    for sending in notice.sendings.all():
        gateway = GATEWAYS.get(sending.way.gateway)
        way = gateway.label if gateway else sending.way.gateway
        if sending.delivery is not None:
            yield Try(way, sending.delivery.made_at, sending.delivery.state)
        elif sending.taken_at is None:
            yield Try(way, sending.due, DeliveryState.PENDING)


def _instead(notice: Notice, duty: OnDuty) -> UUID:
    """Who hears of it: the lead of the problem's team, with whom the buck stops, or a leader."""
    desk = duty.desk(notice.problem.team_id if notice.problem else None)
    asked = [desk.lead, desk.buck_stops_with, duty.buck_stops_with]
    return next(_others([*asked, *(one.pk for one in leaders())], notice.person_id))


def _others(people: Iterable[UUID | None], than: UUID) -> Iterator[UUID]:
    """Those who are somebody else; who can't be told, where nobody else is there."""
    yield from (one for one in people if one is not None and one != than)
    yield than
