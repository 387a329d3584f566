"""A person thanks a person, who may show it to their lead."""

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
from buckstop.outcomes.queries import leads_of
from buckstop.people.models import Person
from buckstop.problems.models import Problem
from buckstop.problems.rules.acting import check_words

TOLD = gettext_noop("Somebody thanks you")
SHOWN = gettext_noop("Somebody shows you a thanks that they got")


def thank(to: Person, *, problem: Problem, text: str, by: Actor, at: datetime) -> Thanks:
    """Thank somebody for what they did on a problem; nobody else reads it, unless they choose."""
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


def show_thanks(thanks: Thanks, *, to: Person, by: Actor, at: datetime) -> None:
    """Let a lead of yours read a thanks that you got; nobody else does."""
    with acting(thanks, by=by, at=at) as act:
        thanks = act.lock(thanks)
        leads = [one.pk for one in leads_of(thanks)]
        check(may.may_show_thanks(thanks, by, to=to.pk, leads=leads))
        act.change(thanks, shown_to=to, shown_at=act.at)
        act.record(
            entries.ThanksShown(thanks=thanks.pk, to=to.pk, problem=thanks.problem_id), on=thanks
        )


def tell_thanked(happened: list[Entry], at: datetime) -> None:
    """Whoever is thanked, or shown it, hears of it, on their page and as they chose; nobody else
    does."""
    for entry in happened:
        made = fact_of(entry)
        assert isinstance(made, entries.ThanksGiven | entries.ThanksShown)
        sentence = TOLD if isinstance(made, entries.ThanksGiven) else SHOWN
        problem = Problem.objects.get(pk=made.problem)
        tell_one(made.to, entry=entry, problem=problem, sentence=sentence, at=at)
