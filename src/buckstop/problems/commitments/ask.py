"""An ask: a colleague's answer or action by a time; only staff see it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.ledger.actor import Actor
from buckstop.ledger.entries import Fact
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.problems.commitments.kind import Kind
from buckstop.problems.commitments.owed import owe
from buckstop.problems.entries import promising
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.permissions.owed import may_ask, may_look_again
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
        own = owed.state == CommitmentState.PROMISED  # from the start: asked of oneself
        asked = promising.LookAgain if own else promising.Asked
        return asked(commitment=owed.pk, debtor=owed.debtor_id, due=owed.due, what=what)


def look_again(
    problem: Problem, *, due: datetime, what: str, by: Actor, at: datetime
) -> Commitment:
    """Promise oneself to look at it again by `due`, which isn't past the promised news: nobody
    hides a problem by it. To customers it is no news."""
    said = check_words(what, "what", _("Say what you look for then."))
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_look_again(problem, by))
        if problem.news_due is not None and due > problem.news_due:
            sentence = _("News is promised before that: look at it sooner, or move that time.")
            raise Refused("past-the-promise", sentence, "due")
        assert by.id is not None
        was = problem.changed_since_news
        mine = owe(act, problem, Ask, what=said, debtor=Person.objects.get(pk=by.id), due=due)
        act.change(problem, changed_since_news=was)
        return mine


def ask(
    problem: Problem, *, what: str, of: Person, due: datetime, by: Actor, at: datetime
) -> Commitment:
    """Ask a colleague for an answer or an action by `due`; only staff see it."""
    said = check_words(what, "what", _("Say what you ask of them."))
    with acting(problem, by=by, at=at) as act:
        check(may_ask(act.lock(problem), by, of=of))
        return owe(act, problem, Ask, what=said, debtor=of, due=due)
