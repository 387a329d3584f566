"""An ask: an answer or action of a colleague, or of a team, by a time; only staff see it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.coverage.models import Team
from buckstop.coverage.queries import who_is_on_duty, who_may_answer
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.entries import Fact
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems.commitments import machine
from buckstop.problems.commitments.kind import Kind, make
from buckstop.problems.commitments.owed import owe
from buckstop.problems.entries import promising
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.permissions.owed import may_ask, may_ask_team, may_look_again
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.order import Expected
from buckstop.problems.rules.promises import check_due
from buckstop.problems.rules.routing import Routing


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

    @classmethod
    def heir(cls, act: Act, owed: Commitment, there: Routing) -> UUID:
        """Where nobody of the team answered, who is on its duty now is asked first."""
        if owed.asks_team:
            return there.on_duty.desk(owed.team_id).watch[0]
        return super().heir(act, owed, there)

    @classmethod
    def on_debtor_leaves(cls, act: Act, problem: Problem, owed: Commitment, there: Routing) -> None:
        """Somebody else of the team, where it is asked of one."""
        watch = there.on_duty.desk(owed.team_id).watch if owed.asks_team else []
        others = (person for person in watch if person != owed.debtor_id)
        machine.hand_over(act, owed, next(others, problem.owner_id))


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


def ask_team(
    problem: Problem, *, what: str, team: Team, due: datetime, by: Actor, at: datetime
) -> Commitment:
    """Ask a team for an answer or an action by `due`: whoever of it answers first, owes it.

    Those who are on its duty hear of it; where nobody is, all who are of it.
    """
    said = check_words(what, "what", _("Say what you ask of them."))
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_ask_team(problem, by, team=team))
        people = who_may_answer(team, who_is_on_duty(act.at))
        owed = make(
            act,
            Ask,
            problem,
            debtor=people[0],
            due=check_due(due, act.at),
            creditor=problem.owner_id,
            what=said,
            team=team.pk,
        )
        act.change(problem, changed_since_news=True)
        act.record(
            promising.TeamAsked(
                commitment=owed.pk,
                debtor=people[0],
                team=team.pk,
                people=tuple(people),
                due=owed.due,
                what=digest_of(owed.what),
            ),
        )
    return owed
