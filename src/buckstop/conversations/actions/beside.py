"""What a customer's people do on a case beside its contact: write, follow, let others follow."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.conversations import entries
from buckstop.conversations.actions import followers
from buckstop.conversations.actions.posting import File
from buckstop.conversations.actions.words import Words, customer_wrote, says_something
from buckstop.conversations.models import Follower, Message
from buckstop.conversations.models.message import Channel, FollowerState
from buckstop.conversations.permissions import beside as may
from buckstop.conversations.queries.addresses import addresses_of
from buckstop.conversations.queries.portal import follows, sees, speaks_for
from buckstop.conversations.rules import check_text
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.problems.models import Case


def write_beside(
    case: Case, *, person: Person, text: str, by: Actor, at: datetime, files: Iterable[File] = ()
) -> Message:
    """A colleague of the contact writes, in their own name, and gets copies from now on."""
    files = list(files)
    said = check_text(text) if text.strip() or not files else ""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_write_beside(case, by, whom=person.pk, sees=sees(person.pk, case)))
        problem = act.lock(case.problem)
        reopens = says_something(said, case, problem, files=bool(files))
        words = Words(said, Channel.PAGE, files)
        message = customer_wrote(act, words, case, by=by, person=person.pk, reopens=reopens)
        address = addresses_of({person.pk}).get(person.pk)
        if address:
            followers.join(act, case, person, address, message)
    return message


def follow(case: Case, *, person: Person, by: Actor, at: datetime) -> None:
    """One of the customer's people gets copies from now on; again is the same."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_follow(case, by, whom=person.pk, sees=sees(person.pk, case)))
        address = addresses_of({person.pk}).get(person.pk)
        if not address or not speaks_for(person.pk).filter(customer=case.customer_id).exists():
            raise Refused("nobody", _("Choose somebody of yours who has a mail address."), "person")
        found = Follower.objects.filter(case=case, address=address)
        row = next(iter(act.rows(found)), None)
        if row is None:
            name = person.public_name
            row = act.add(Follower(case=case, address=address, name=name, added_at=act.at))
        elif row.state == FollowerState.FOLLOWING:
            return
        else:
            act.change(row, state=FollowerState.FOLLOWING)
        made = entries.FollowerAdded(follower=row.pk, person=person.pk)
        act.record(made, on=case.problem, cases=(case.pk,))


def unfollow(case: Case, *, person: Person, by: Actor, at: datetime) -> None:
    """They get no copies any more; again is the same."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_unfollow(case, by, whom=person.pk, sees=sees(person.pk, case)))
        for row in act.rows(follows(person.pk).filter(case=case)):
            act.change(row, state=FollowerState.REMOVED, decided_at=act.at)
            made = entries.FollowerRemoved(follower=row.pk)
            act.record(made, on=case.problem, cases=(case.pk,))
