"""Everybody in the house is told how it stands; customers are given words to pass on."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.briefings import entries, queries
from buckstop.briefings import permissions as may
from buckstop.briefings.models import For, Statement, Subscription
from buckstop.coverage.models import Team
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems.models import Problem
from buckstop.problems.rules.acting import check_words


def brief(problem: Problem, *, text: str, by: Actor, at: datetime) -> Statement:
    """Tell everybody in the house how it stands, in a sentence or two."""
    said = check_words(text, "text", _("Write a sentence."))
    with acting(problem, by=by, at=at) as act:
        check(may.may_brief(act.lock(problem), by))
        made = _statement(act, problem, For.HOUSE, said)
        told = tuple(key for key in queries.subscribers() if key != by.person)
        act.record(entries.BriefingWritten(statement=made.pk, text=digest_of(made.text), told=told))
    return made


def word(problem: Problem, *, text: str, by: Actor, at: datetime) -> Statement:
    """Give the customers a short text that they may pass on to their own; all of them read it."""
    said = check_words(text, "text", _("Write what they may pass on."))
    with acting(problem, by=by, at=at) as act:
        check(may.may_word(act.lock(problem), by))
        made = _statement(act, problem, For.CLIENTS, said)
        act.record(entries.ClientWordsWritten(statement=made.pk, text=digest_of(made.text)))
    return made


def subscribe(team: Team, *, by: Actor, at: datetime) -> Subscription:
    """A team hears of what is written for everybody from now on."""
    there = queries.subscription_of(team.pk)
    with acting(by=by, at=at) as act:
        check(may.may_subscribe(team, by, mine=queries.belongs(team, by), there=bool(there)))
        made = act.add(Subscription(chain=act.begin("briefings"), team=team, since=act.at))
        act.record(entries.Subscribed(subscription=made.pk, team=team.pk), on=made)
    return made


def unsubscribe(subscription: Subscription, *, by: Actor, at: datetime) -> None:
    """It hears of no more, and its feed's address opens nothing."""
    with acting(subscription, by=by, at=at) as act:
        subscription = act.lock(subscription)
        mine = queries.belongs(subscription.team, by)
        check(may.may_unsubscribe(subscription, by, mine=mine))
        act.change(subscription, until=act.at)
        act.record(entries.Unsubscribed(subscription=subscription.pk, team=subscription.team_id))


def _statement(act: Act, problem: Problem, readers: For, text: str) -> Statement:
    by = Person.objects.get(pk=act.by.person)
    return act.add(
        Statement(problem=problem, readers=readers, text=act.body(text), written_by=by, at=act.at)
    )
