"""Parts of delivering: what came of mails is recorded; trouble is an entry, of which staff hear."""

from datetime import datetime
from typing import Any
from uuid import UUID

from buckstop.conversations import entries
from buckstop.conversations.actions.handing import Handful
from buckstop.conversations.actions.writing import Written
from buckstop.conversations.models import Attempt, Delivery
from buckstop.conversations.rules import pause
from buckstop.ledger.actor import DESK
from buckstop.ledger.entries import Fact
from buckstop.ledger.transaction import Act, acting
from buckstop.mail.relay import Came, Outcome
from buckstop.problems.commitments import update

TROUBLE = ("uncertain", "failed")


def note(handful: Handful, *, at: datetime) -> None:
    """Record what came of a handful, and put back what was not tried.

    What another worker has decided meanwhile stays as that one decided; the tries stay on record.
    """
    settled = {d.pk: settle(d, handful.came.get(d.pk), at) for d in handful.mails}
    troubled = [d.message.case for d in handful.mails if settled[d.pk]["state"] in TROUBLE]
    with acting(*[case for case in troubled if case], by=DESK, at=at) as act:
        ours = _still_ours(handful)
        for delivery in handful.mails:
            outcome = handful.came.get(delivery.pk)
            if outcome is not None and outcome.met:
                act.add(_attempt(delivery, outcome, handful.written[delivery.pk], at))
            if delivery.pk in ours:
                act.change(delivery, **settled[delivery.pk])
                act.show(delivery.message.problem)
                record_trouble(act, delivery)
    handful.marks.end()


def settle(delivery: Delivery, outcome: Outcome | None, at: datetime) -> dict[str, Any]:
    """The fields of `delivery` after what came of it; nothing was tried where there is no outcome.

    That the relay couldn't be reached at all is no try of this mail.
    """
    if outcome is None or not outcome.met:
        return {"state": "pending", "next_try_at": at}
    tries, state, again = delivery.tries + 1, "uncertain", at
    if outcome.came == Came.LATER:
        wait = pause(tries)
        state, again = ("pending", at + wait) if wait else ("failed", at)
    elif outcome.came in (Came.ACCEPTED, Came.REFUSED):
        state = "sent" if outcome.came == Came.ACCEPTED else "failed"
    return {
        "state": state,
        "next_try_at": again,
        "tries": tries,
        "why": outcome.sentence[:500] if state != "sent" else "",
        "sent_at": at if state == "sent" else None,
    }


def record_trouble(act: Act, delivery: Delivery) -> None:
    """Part of verbs: an entry where a mail failed or is in doubt."""
    case = delivery.message.case
    if case is None or delivery.state not in TROUBLE:
        return
    made: Fact = entries.MailFailed(delivery=delivery.pk)
    if delivery.state == "uncertain":
        made = entries.MailUncertain(delivery=delivery.pk)
    act.record(made, on=case, cases=(case.pk,))
    if delivery.state == "failed":
        owe_again(act, delivery, "failed")


def owe_again(act: Act, delivery: Delivery, why: str) -> None:
    """Part of verbs: news that didn't reach the customer isn't kept; they are owed it again.

    Not of a copy, nor of a letter of the desk, which keeps no promise.
    """
    message = delivery.message
    is_news = message.kind in ("update", "fixed") or (
        message.kind == "reply" and message.promises is not None
    )
    if is_news and message.case is not None and not delivery.copy:
        update.owe_again(message.case, why=why, by=DESK, at=act.at)


def fail(mails: dict[Delivery, str], *, at: datetime) -> None:
    """Mails that can't be written: each failed, for the reason given, and its owner is told."""
    if not mails:
        return
    cases = [delivery.message.case for delivery in mails if delivery.message.case]
    with acting(*cases, by=DESK, at=at) as act:
        waiting = Delivery.objects.filter(pk__in=[d.pk for d in mails], state="pending")
        free = set(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
        for delivery, why in mails.items():
            if delivery.pk in free:
                act.change(delivery, state="failed", why=why[:500], tries=delivery.tries + 1)
                record_trouble(act, delivery)


def _still_ours(handful: Handful) -> set[UUID]:
    held = Delivery.objects.filter(
        pk__in=[delivery.pk for delivery in handful.mails], state="handing", held_by=handful.id
    )
    return set(held.select_for_update(of=("self",)).values_list("pk", flat=True))


def _attempt(delivery: Delivery, outcome: Outcome, carried: Written, at: datetime) -> Attempt:
    return Attempt(
        delivery=delivery,
        at=at,
        outcome=outcome.came,
        sentence=outcome.sentence[:500],
        chain_id=delivery.message.problem.chain_id,
        chain_number=carried.chain_number,
        chain_head=carried.chain_head,
    )
