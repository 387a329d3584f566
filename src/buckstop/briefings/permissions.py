"""Who writes for everybody in the house, and for the clients of customers."""

from django.utils.translation import gettext as _

from buckstop.briefings.models import Subscription
from buckstop.coverage.models import Team
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.roles import Capability, can
from buckstop.problems.models import Problem
from buckstop.problems.permissions.actors import works_on


def may_brief(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, while it runs."""
    return works_on(problem, actor)


def may_word(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, while it runs."""
    return works_on(problem, actor)


def may_subscribe(team: Team, actor: Actor, *, mine: bool, there: bool = False) -> Refusal | None:
    """Who is of the team (`mine`), or leads; once (`there`: it has subscribed)."""
    if refusal := _for_team(actor, mine):
        return refusal
    if team.ended_at is not None:
        return Refusal("ended", _("That team has ended."), "team")
    return Refusal("there", _("That team hears of them already."), "team") if there else None


def may_unsubscribe(subscription: Subscription, actor: Actor, *, mine: bool) -> Refusal | None:
    """Who is of the team, or leads, while it has subscribed."""
    if subscription.until is not None:
        return Refusal("ended", _("That has ended already."))
    return _for_team(actor, mine)


def _for_team(actor: Actor, mine: bool) -> Refusal | None:
    if mine or can(actor, Capability.LEAD):
        return None
    return Refusal("not-theirs", _("Only who is of the team, or leads, can do that."), "team")
