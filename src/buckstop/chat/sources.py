"""What chat sends: news into channels of teams, trials, and answers; nothing of it is kept."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.chat.actions.hearing import ANSWERED
from buckstop.chat.actions.rooms import TOLD, TRIAL, rooms_of
from buckstop.chat.models import Answer, News, Room
from buckstop.chat.queries import taking_presses
from buckstop.configuration.secrets import unseal
from buckstop.ledger.actor import Actor
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refusal
from buckstop.ledger.transaction import Act
from buckstop.notices.pressing import buttons_of, taken_by
from buckstop.notices.writing import MOST_LINES, in_chat
from buckstop.outbox.channels.push.channel import packed
from buckstop.outbox.channels.push.gateways import webhook_of
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import (
    Described,
    Event,
    NotNeeded,
    Source,
    Unwritable,
    Writing,
    Written,
    register,
)
from buckstop.people.settings import NAME
from buckstop.people.speaking import speaking
from buckstop.problems.entries.owning import ProblemOpened, WithTeam
from buckstop.problems.entries.promising import TeamAsked
from buckstop.problems.models import Problem
from buckstop.problems.permissions.actors import only_desk

TO_NOBODY = "n"
"""Kind of the return paths: no report comes about these."""
GONE = NotNeeded("This channel isn't used any more.")
SEALED = Unwritable("No key of ours opens the address of this channel: it must be given anew.")


class _ToChat[About](Source[About]):
    """What all of them have."""

    keeps_bytes = False
    report = TO_NOBODY

    def chain(self, about: About) -> None:
        return None

    def record(self, act: Act, delivery: Delivery, about: About, event: Event) -> None:
        """The page of the channels says what came of it."""

    def may_decide(self, by: Actor) -> Refusal | None:
        return only_desk(by)


class RoomNews(_ToChat[list[News]]):
    """What a team hears in its channel, many entries in one message."""

    kind = TOLD

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, list[News]]:
        found: dict[UUID, list[News]] = defaultdict(list)
        rows = News.objects.filter(delivery__in=deliveries).select_related("entry", "room__team")
        for row in rows.order_by("id"):
            assert row.delivery_id is not None
            found[row.delivery_id].append(row)
        return found

    def write(
        self, deliveries: Sequence[tuple[Delivery, list[News]]], at: datetime
    ) -> Mapping[UUID, Writing]:
        return {one.pk: _written(news) for one, news in deliveries}

    def describe(self, about: list[News]) -> Described:
        return Described(about[0].room.name)


class RoomTrials(_ToChat[Room]):
    """A message that somebody sends to see whether it arrives."""

    kind = TRIAL

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, Room]:
        rooms = rooms_of(deliveries)
        return {one.pk: rooms[one.address] for one in deliveries if one.address in rooms}

    def write(
        self, deliveries: Sequence[tuple[Delivery, Room]], at: datetime
    ) -> Mapping[UUID, Writing]:
        return {one.pk: _trial(room) for one, room in deliveries}

    def describe(self, about: Room) -> Described:
        return Described(about.name)


class Answers(_ToChat[Answer]):
    """What is answered to one person, where the tool takes it."""

    kind = ANSWERED

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, Answer]:
        rows = Answer.objects.select_related("chat").in_bulk([one.owner for one in deliveries])
        return {one.pk: rows[one.owner] for one in deliveries if one.owner in rows}

    def write(
        self, deliveries: Sequence[tuple[Delivery, Answer]], at: datetime
    ) -> Mapping[UUID, Writing]:
        return {one.pk: _answer(row) for one, row in deliveries}

    def describe(self, about: Answer) -> Described:
        return Described(about.chat.name)


def _answer(row: Answer) -> Writing:
    address, body = unseal(row.address), unseal(row.body)
    if not address or not body:
        return SEALED
    return Written(packed(address, "", "", json.loads(body)))


def _trial(room: Room) -> Writing:
    if room.removed_at is not None:
        return GONE
    address = unseal(room.sealed)
    tool = webhook_of(address) if address else None
    if not address or tool is None:
        return SEALED
    with speaking():
        whose = room.team.name if room.team else _("the service desk")
        text = _("Here %(team)s of %(house)s is told from now on what comes to it.")
        words = text % {"team": whose, "house": NAME.value}
        return Written(in_chat(tool, address, _("It works"), [words], None))


def _written(news: list[News]) -> Writing:
    room = news[0].room
    if room.removed_at is not None:
        return GONE
    address = unseal(room.sealed)
    tool = webhook_of(address) if address else None
    if not address or tool is None:
        return SEALED
    with speaking():
        problems = _problems(news)
        lines = [
            f"{problem.ref}: {_sentence(one, problem)}"
            for one in news
            if (problem := problems.get(one.entry.chain_id))
        ]
        if not lines:
            return GONE
        first = next(iter(problems.values())) if len(problems) == 1 else None
        if len(lines) == 1:
            made = fact_of(news[0].entry)
            asked = made.commitment if isinstance(made, TeamAsked) else None
            pressed = buttons_of(asked, tool.code) if asked else []
            return Written(in_chat(tool, address, lines[0], [], first, pressed))
        n = len(lines)
        title = ngettext("%(n)d thing came to you", "%(n)d things came to you", n) % {"n": n}
        shown = lines[:MOST_LINES]
        if more := n - len(shown):
            shown.append(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more})
        return Written(in_chat(tool, address, title, shown, first))


def _problems(news: Sequence[News]) -> dict[UUID, Problem]:
    found = Problem.objects.filter(chain__in={one.entry.chain_id for one in news})
    return {one.chain_id: one for one in found.select_related("owner")}


def _sentence(one: News, problem: Problem) -> str:
    made = fact_of(one.entry)
    if isinstance(made, TeamAsked):
        return _("Your team is asked for something")
    if isinstance(made, ProblemOpened | WithTeam):
        return _("It came to you; %(owner)s owns it") % {"owner": problem.owner.public_name}
    return _("A promise of news was missed")


def pressed_at(tool: str) -> str:
    """Where the presses of a chat tool come."""
    chat = taking_presses(tool)
    return f"{settings.BASE_URL}{reverse('chat', args=[tool, chat.pk])}" if chat else ""


taken_by(pressed_at)
register(RoomNews(), RoomTrials(), Answers())
