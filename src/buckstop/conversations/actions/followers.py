"""Who gets copies besides the contact: proposed by a mail, decided by a person."""

from collections.abc import Mapping
from datetime import datetime

from buckstop.conversations import entries
from buckstop.conversations.models import Follower, Message
from buckstop.conversations.models.message import FollowerState
from buckstop.conversations.permissions import followers as may
from buckstop.ledger.actor import Actor
from buckstop.ledger.entries import Fact
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems.models import Case


def propose(
    act: Act, others: Mapping[str, str], case: Case, message: Message, *, is_new: bool
) -> None:
    """Part of verbs: who was written to besides us may follow, once the owner says so.

    `others` are their names by their addresses; of an address that is known nothing is asked.
    """
    if others and not is_new:
        known = {*Follower.objects.filter(case=case).values_list("address", flat=True)}
        known |= {*case.contact.addresses.values_list("email", flat=True)}
        others = {address: name for address, name in others.items() if address not in known}
    for address, name in others.items():
        act.add(
            Follower(
                case=case,
                address=address[:254],
                name=name[:120],
                added_at=act.at,
                state=FollowerState.PROPOSED,
                message=message,
            )
        )


def join(act: Act, case: Case, person: Person, address: str, message: Message) -> None:
    """Part of verbs: a colleague of the contact wrote on the case, and gets copies from now on."""
    follower = Follower.objects.filter(case=case, address=address).first()
    if follower is None:
        follower = Follower(
            case=case,
            address=address,
            name=person.public_name,
            added_at=act.at,
            message=message,
        )
        act.add(follower)
    elif follower.state == FollowerState.PROPOSED:
        act.change(follower, state=FollowerState.FOLLOWING)
    else:
        return
    made = entries.FollowerJoined(follower=follower.pk, person=person.pk)
    act.record(made, on=case.problem, cases=(case.pk,))


def accept(follower: Follower, *, by: Actor, at: datetime) -> None:
    """They may follow: they get copies of what the case is told from now on."""
    with acting(follower.case, by=by, at=at) as act:
        follower = act.lock(follower)
        check(may.may_accept(follower.state, by))
        _decide(act, follower, FollowerState.FOLLOWING, entries.FollowerAccepted(follower.pk))


def decline(follower: Follower, *, by: Actor, at: datetime) -> None:
    """They don't follow; the same address isn't proposed again."""
    with acting(follower.case, by=by, at=at) as act:
        follower = act.lock(follower)
        check(may.may_decline(follower.state, by))
        _decide(act, follower, FollowerState.DECLINED, entries.FollowerDeclined(follower.pk))


def remove(follower: Follower, *, by: Actor, at: datetime) -> None:
    """Who followed gets no copies any more."""
    with acting(follower.case, by=by, at=at) as act:
        follower = act.lock(follower)
        check(may.may_remove(follower.state, by))
        _decide(act, follower, FollowerState.REMOVED, entries.FollowerRemoved(follower.pk))


def _decide(act: Act, follower: Follower, state: FollowerState, made: Fact) -> None:
    act.change(follower, state=state, decided_at=act.at, decided_by_id=act.by.person)
    act.record(made, cases=(follower.case_id,))
