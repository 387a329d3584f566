"""What is past its time goes: at night, a few problems at a time, each in a transaction of its own;
whatever stops it, the next turn or the next night goes on."""

from datetime import datetime

from buckstop.conversations.actions.expiring import expire
from buckstop.ledger.actor import Actor
from buckstop.ledger.transaction import acting
from buckstop.people.actions.staff import found_house
from buckstop.people.zones import house_zone_info
from buckstop.problems.models import Problem
from buckstop.retention import queries
from buckstop.retention.entries import RunEnded
from buckstop.retention.models import Line, Run
from buckstop.retention.rules import Rules, is_night

BATCH = 20
KEPT = 1000
"""So many lines a report has of what a hold kept."""


def run_retention(*, by: Actor, at: datetime) -> int:
    """A batch of it; how many problems' words went. By day, or where nothing is to go, nothing."""
    zone = house_zone_info()
    rules = queries.rules()
    if not is_night(at, zone) or not rules.erase_anything:
        return 0
    run = Run.objects.filter(ended_at=None).first()
    if run is None:
        last = Run.objects.order_by("-began_at").first()
        if last and last.began_at.astimezone(zone).date() == at.astimezone(zone).date():
            return 0
        run = _begin(rules, by=by, at=at)
    due = queries.past_its_time(rules, at).exclude(queries.held()).filter(number__gt=run.after)
    some = list(due.order_by("number")[:BATCH])
    for problem in some:
        _one(run, problem, rules, by=by, at=at)
    if len(some) < BATCH:
        _end(run, rules, by=by, at=at)
    return len(some)


def _begin(rules: Rules, *, by: Actor, at: datetime) -> Run:
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        return act.add(Run(months=rules.months, began_at=act.at))


def _one(run: Run, problem: Problem, rules: Rules, *, by: Actor, at: datetime) -> None:
    """What went of one problem, where its rule and nobody's hold still let it under the lock."""
    with acting(found_house(by=by, at=at), problem, by=by, at=at) as act:
        run = act.lock(run)
        act.change(run, after=problem.number)
        due = queries.past_its_time(rules, at).exclude(queries.held())
        if not due.filter(pk=problem.pk).exists():
            return
        months, rule = queries.rule_of(problem, rules)
        went = expire(problem, months=months, by=by, at=at)
        act.change(
            run,
            problems=run.problems + 1,
            messages=run.messages + went.messages,
            files=run.files + went.files,
        )
        act.add(
            Line(
                run=run, problem=problem, closed_at=went.closed_at, months=months, rule=rule,
                messages=went.messages, files=went.files,
            )
        )  # fmt: skip


def _end(run: Run, rules: Rules, *, by: Actor, at: datetime) -> None:
    """The run is over: what was held is said with why."""
    kept = queries.past_its_time(rules, at).filter(queries.held())
    count, some = kept.count(), list(kept.order_by("number")[:KEPT])
    house = found_house(by=by, at=at)
    with acting(house, by=by, at=at) as act:
        run = act.lock(run)
        made = [_kept(run, problem, rules) for problem in some]
        for line in made:
            act.add(line)
        act.change(run, ended_at=act.at, kept=count)
        if run.problems or count:
            said = RunEnded(
                run=run.pk, problems=run.problems, messages=run.messages, files=run.files,
                kept=count,
            )  # fmt: skip
            act.record(said)


def _kept(run: Run, problem: Problem, rules: Rules) -> Line:
    assert problem.closed_at is not None
    months, rule = queries.rule_of(problem, rules)
    return Line(
        run=run, problem=problem, closed_at=problem.closed_at, months=months, rule=rule,
        hold=queries.hold_on(problem),
    )  # fmt: skip
