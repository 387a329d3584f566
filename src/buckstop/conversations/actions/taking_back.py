"""Taking back what one wrote, in the seconds before it leaves: nobody was told."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.conversations import entries
from buckstop.conversations.letters.letter import of_people
from buckstop.conversations.models import Message, TakenBack
from buckstop.conversations.models.message import MessageKind
from buckstop.conversations.permissions.telling import LEFT, may_take_back
from buckstop.conversations.queries.mails import LETTER
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.outbox.models import Delivery, DeliveryState
from buckstop.problems.actions import hearing
from buckstop.problems.commitments import update
from buckstop.problems.models import Problem


def take_back(message: Message, *, by: Actor, at: datetime) -> None:
    """Undo `message`, to all whom it was told. The promise that it kept is owed again by its time.

    Raises Refused where it has left, was taken back, or is somebody else's.
    """
    with acting(message.problem, by=by, at=at) as act:
        problem = act.lock(message.problem)
        check(may_take_back(message, by, act.at))
        told = list(Message.objects.filter(problem=problem, telling=message.telling))
        before = spoken_before(problem, message.at, but_not=message.telling)
        unheard = heard_since(problem, before.at if before else None)
        _stop(act, told)
        for one in told:
            act.add(TakenBack(message=one, at=act.at))
            cases = (one.case_id,) if one.case_id else ()
            act.record(entries.MessageTakenBack(message=one.pk), on=problem, cases=cases)
        hearing.unsay(act, problem, first=before is None, unheard_since=unheard)
        if message.promises is not None and not problem.is_closed:
            update.take_back(act, problem, told_at=message.at, was_news=message.is_news)


def _stop(act: Act, told: list[Message]) -> None:
    """Keep the mails from leaving; refused where one is under way or a message is gone already."""
    keys = [one.pk for one in told]
    if TakenBack.objects.filter(message__in=keys).exists():
        raise Refused("left", _("It was taken back already."))
    for delivery in act.rows(Delivery.objects.filter(kind=LETTER, owner__in=keys)):
        if delivery.state != DeliveryState.PENDING or delivery.tries:
            raise Refused("left", _(LEFT))
        act.change(delivery, state=DeliveryState.DROPPED.value, why="")


def spoken_before(problem: Problem, at: datetime, *, but_not: UUID | None = None) -> Message | None:
    """The newest human word to customers of `problem` until `at` that stands, of another telling
    than `but_not`."""
    ours = Message.objects.standing().filter(problem=problem, kind__in=of_people())
    if but_not is not None:
        ours = ours.exclude(telling=but_not)
    return ours.filter(at__lte=at).order_by("-at").first()


def heard_since(
    problem: Problem, since: datetime | None, *, but_not: Message | None = None
) -> datetime | None:
    """When the first of what customers wrote came that is unanswered now, of what isn't
    `but_not`."""
    heard = Message.objects.filter(problem=problem, kind=MessageKind.HEARD)
    if but_not is not None:
        heard = heard.exclude(pk=but_not.pk)
    if since is not None:
        heard = heard.filter(at__gt=since)
    first = heard.order_by("at").first()
    return first.at if first else None
