"""An ask: a colleague's answer or action by a time; only staff see it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.ledger.actor import Actor
from buckstop.ledger.entries import Fact
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.problems.commitments.kind import Kind
from buckstop.problems.commitments.owed import owe
from buckstop.problems.entries import promising
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.permissions.owed import may_ask
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.order import Expected


class Ask(Kind, code="ask"):
    """Answered in words."""

    one = gettext_noop("an ask")
    begins = gettext_noop("An ask")
    label = gettext_noop("Ask")
    work = Expected(minutes=15, asks=gettext_noop("You were asked."))

    @classmethod
    def fact(cls, owed: Commitment, what: str) -> Fact:
        return promising.Asked(commitment=owed.pk, debtor=owed.debtor_id, due=owed.due, what=what)


def ask(
    problem: Problem, *, what: str, of: Person, due: datetime, by: Actor, at: datetime
) -> Commitment:
    """Ask a colleague for an answer or an action by `due`; only staff see it."""
    said = check_words(what, "what", _("Say what you ask of them."))
    with acting(problem, by=by, at=at) as act:
        check(may_ask(act.lock(problem), by, of=of))
        return owe(act, problem, Ask, what=said, debtor=of, due=due)
