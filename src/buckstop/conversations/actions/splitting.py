"""A customer writes about something new in an old conversation: it gets a problem of its own."""

from datetime import datetime

from buckstop.conversations import entries
from buckstop.conversations.actions.taking_back import heard_since, spoken_before
from buckstop.conversations.actions.words import say_again
from buckstop.conversations.models import Message
from buckstop.conversations.permissions.splitting import may_split_off
from buckstop.conversations.queries.splitting import said_later, was_split_off
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.problems.actions import hearing
from buckstop.problems.actions.opening import add_case, open_problem
from buckstop.problems.models import Case


def split_off(message: Message, *, title: str, by: Actor, at: datetime) -> Case:
    """What `message` says is another trouble: a problem called `title`, of the same owner.

    Its words and files stand in both; who wrote them hears of the new problem as of any other.
    """
    assert message.case is not None
    with acting(message.case, by=by, at=at) as act:
        case = act.lock(message.case)
        source = act.lock(case.problem)
        found = Message.objects.filter(pk=message.pk)
        [(later, split)] = found.values_list(said_later(), was_split_off())
        check(may_split_off(message, by, first=not later, split=split))
        [person] = Person.objects.filter(pk=message.said_by_id or case.contact_id)
        if person.is_staff_member:  # who noted it
            person = case.contact
        before = spoken_before(source, act.at)
        unheard = heard_since(source, before.at if before else None, but_not=message)
        own = open_problem(title=title, by=by, at=act.at, hurts=source.hurts, owner=source.owner_id)
        new = add_case(
            own, contact=person, customer=case.customer, title=own.title, how=message.channel,
            by=by, at=act.at, brand=case.brand, address=case.address,
        )  # fmt: skip
        _, text = say_again(act, message, own, new, person)
        speaker = Actor(ActorKind.CONTACT, person.pk, case=new.pk)
        hearing.hear(new, message=text, by=speaker, at=act.at)
        if source.unheard_since is not None:
            act.change(source, unheard_since=unheard)
        made = entries.WordsSplitOff(heard=message.pk, number=own.number)
        act.record(made, on=source, cases=(case.pk,))
    return new
