"""Channels in which teams are told: added, tried and removed; what they hear goes on its way."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from buckstop.chat import entries
from buckstop.chat.models import Answer, News, Room
from buckstop.chat.permissions import may_remove_room, may_try_room
from buckstop.configuration.secrets import seal
from buckstop.coverage.models import Team
from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import Actor
from buckstop.ledger.feed import Place, end, entries_after
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.notices.actions.pushing import free_ways
from buckstop.outbox.channels.push.gateways import BY_PUSH, check_gateway, gateway_of, webhook_of
from buckstop.outbox.models import Delivery
from buckstop.people.actions.staff import found_house
from buckstop.people.rules import check_name
from buckstop.problems.entries.owning import ProblemOpened, WithTeam
from buckstop.problems.entries.promising import NewsMissed, TeamAsked
from buckstop.problems.models import Problem

NAME = 60  # characters
TOLD, TRIAL = "room-news", "room-trial"
"""Stand in the deliveries of what rooms hear and of trials; their owner is the first row of what
they take, or of their own."""
BATCH = 500
KEPT = timedelta(days=1)
CODES = {fact.code for fact in (WithTeam, TeamAsked, NewsMissed, ProblemOpened)}


def add_room(*, team: Team | None, name: str, address: str, by: Actor, at: datetime) -> Room:
    """Tell a team (None: the service desk) in a channel from now on, by its incoming webhook, which
    is sealed and never shown again."""
    called, address = check_name(name, _("Give it a name."), NAME), check_gateway(address)
    if webhook_of(address) is None:
        sentence = _(
            "That is no address of an incoming webhook of Slack, Microsoft Teams or Mattermost."
        )
        raise Refused("not-allowed", sentence, "address")
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        room = act.add(
            Room(
                team=team, name=called, gateway=gateway_of(address), sealed=seal(address),
                place=str(place) if (place := end()) else "", added_at=act.at,
            )
        )  # fmt: skip
        of = team.pk if team else None
        act.record(entries.RoomAdded(room=room.pk, team=of, gateway=room.gateway))
    return room


def remove_room(room: Room, *, by: Actor, at: datetime) -> None:
    """Nothing goes there any more, and its address is forgotten."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        room = act.lock(room)
        check(may_remove_room(room))
        act.change(room, removed_at=act.at, sealed="")
        act.record(entries.RoomRemoved(room=room.pk, team=room.team_id))


def try_room(room: Room, *, by: Actor, at: datetime) -> Delivery:
    """Send a message there, to see whether it arrives."""
    check(may_try_room(room))
    trial = _message(TRIAL, uuid7(), room, at)
    return Delivery.objects.bulk_create([trial])[0]


def note_news(*, at: datetime, limit: int = BATCH) -> int:
    """Read the feed on for every room; returns how many entries were looked at."""
    keys = Room.objects.filter(removed_at=None, added_at__lte=at).order_by("pk")
    return sum(_read_on(key, limit) for key in list(keys.values_list("pk", flat=True)))


def _read_on(key: UUID, limit: int) -> int:
    with transaction.atomic():
        free = Room.objects.select_for_update(skip_locked=True, of=("self",))
        room = free.filter(pk=key, removed_at=None).first()
        if room is None:
            return 0
        found = list(entries_after(Place.read(room.place))[:limit])
        if not found:
            return 0
        told = [entry for entry in found if entry.code in CODES]
        about = Problem.objects.filter(chain__in={entry.chain_id for entry in told})
        problems = {problem.chain_id: problem for problem in about} if told else {}
        news = [
            News(room=room, entry=entry)
            for entry in told
            if (problem := problems.get(entry.chain_id)) and _is_for(room, entry, problem)
        ]
        # some are there already where the feed goes back, as after a backup was read in
        News.objects.bulk_create(news, ignore_conflicts=True)
        Room.objects.filter(pk=key).update(place=str(Place.of(found[-1])))
    return len(found)


def _is_for(room: Room, entry: Entry, problem: Problem) -> bool:
    """Whether it is its team that hears of it; of what is new and nobody's, the service desk."""
    made = fact_of(entry)
    if isinstance(made, ProblemOpened):
        return room.team_id is None and problem.team_id is None
    team = made.team if isinstance(made, WithTeam | TeamAsked) else problem.team_id
    return team == room.team_id


def tell_rooms(*, at: datetime) -> int:
    """Put on its way to each room what it is to hear, many in one message; returns how many rows it
    took up. While a message to a room waits, or one went within the minute, what comes waits."""
    with transaction.atomic():
        waiting = News.objects.filter(taken_at=None).select_related("room")
        rows = list(
            waiting.select_for_update(skip_locked=True, of=("self",)).order_by("id")[:BATCH]
        )
        by_room: dict[Room, list[News]] = defaultdict(list)
        for row in rows:
            by_room[row.room].append(row)
        free = free_ways([(room.key, room.gateway) for room in by_room], kind=TOLD, at=at)
        taken, made = [], []
        for room, news in by_room.items():
            if room.removed_at is None and room.key in free:
                made.append(message := _message(TOLD, news[0].pk, room, at))
                for row in news:
                    row.delivery = message
            elif room.removed_at is None:
                continue
            taken += news
        Delivery.objects.bulk_create(made)
        for row in taken:
            row.taken_at = at
        News.objects.bulk_update(taken, ["taken_at", "delivery"])
    return len(taken)


def forget_answers(*, at: datetime) -> int:
    """Delete what was answered more than a day ago; returns how many those were."""
    return Answer.objects.filter(made_at__lt=at - KEPT).delete()[0]


def _message(kind: str, owner: UUID, room: Room, at: datetime) -> Delivery:
    return Delivery(
        kind=kind, owner=owner, channel=BY_PUSH, address=room.key, made_at=at, next_try_at=at
    )


def rooms_of(deliveries: Iterable[Delivery]) -> dict[str, Room]:
    """The rooms that messages go to, by their keys."""
    keys = {UUID(one.address) for one in deliveries}
    return {room.key: room for room in Room.objects.filter(pk__in=keys).select_related("team")}
