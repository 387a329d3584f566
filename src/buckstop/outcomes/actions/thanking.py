"""A person thanks a person."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.notices.actions.telling import tell_one
from buckstop.outcomes import entries
from buckstop.outcomes import permissions as may
from buckstop.outcomes.models import Thanks
from buckstop.people.models import Person
from buckstop.problems.models import Problem
from buckstop.problems.rules.acting import check_words

TOLD = gettext_noop("Somebody thanks you")


def thank(to: Person, *, problem: Problem, text: str, by: Actor, at: datetime) -> Thanks:
    """Thank somebody for what they did on a problem; nobody else reads it."""
    said = check_words(text, "text", _("Write what you thank them for."))
    check(may.may_thank(by, to=to))
    with acting(by=by, at=at) as act:
        made = Thanks(
            chain=act.begin("thanks"),
            given_by=Person.objects.get(pk=by.person),
            to=to,
            problem=problem,
            text=act.body(said),
            at=act.at,
        )
        act.add(made)
        act.record(
            entries.ThanksGiven(
                thanks=made.pk, to=to.pk, problem=problem.pk, text=digest_of(made.text)
            ),
            on=made,
        )
    return made


def tell_thanked(happened: list[Entry], at: datetime) -> None:
    """Whoever is thanked hears of it, on their page and as they chose; nobody else does."""
    for entry in happened:
        made = fact_of(entry)
        assert isinstance(made, entries.ThanksGiven)
        problem = Problem.objects.get(pk=made.problem)
        tell_one(made.to, entry=entry, problem=problem, sentence=TOLD, at=at)
