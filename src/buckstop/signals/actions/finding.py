"""Trouble that matters opens a problem before any customer says so, and closes it once quiet."""

from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from buckstop.kit.text import shortened
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions.closing import close_unreported
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.problem import TITLE, State
from buckstop.services.queries import hanging_with, how_many_exposed
from buckstop.signals import entries
from buckstop.signals.actions.naming import put_service_on
from buckstop.signals.models import Episode, EpisodeState, Taught
from buckstop.signals.queries import records_of, silent
from buckstop.signals.rules.found import how_bad, matters
from buckstop.signals.tools.signal import Severity

BATCH = 200
_ONE_AT_A_TIME = 7_240_012  # the advisory lock of whoever opens a problem for an episode


def find_first(*, at: datetime) -> int:
    """Open problems for what fires and matters, or let it join one that runs; returns how many."""
    waits = Episode.objects.filter(state=EpisodeState.FIRING, problem=None)
    worth = Q(severity=Severity.CRITICAL) | Q(severity=Severity.WARNING, service__isnull=False)
    taught = Taught.objects.filter(
        source=OuterRef("source"), fingerprint=OuterRef("fingerprint"), until=None
    )
    rows = waits.annotate(opens=Subquery(taught.values("opens")[:1]))
    rows = rows.filter((worth & Q(opens=None)) | Q(opens=True))
    rows = rows.select_related("source", "service")
    if quiet := silent(at=at):  # what is silent now counts as soon as that is over
        rows = rows.exclude(service__in=quiet)
    return sum(
        _find(row, at, taught=row.opens is True)
        for row in rows.order_by("-severity", "began_at", "pk")[:BATCH]
    )


def _find(episode: Episode, at: datetime, *, taught: bool) -> int:
    exposed = stopped = 0
    if episode.service_id is not None:
        exposed, stopped = how_many_exposed([episode.service_id], at=at)
    sure = records_of([episode])[episode.pk].sure
    if not matters(episode.severity, exposed, sure) and not taught:
        return 0
    problem = _hangs_together(episode)
    if problem is not None:
        return _join(episode, problem, at)
    return _open(episode, how_bad(episode.severity, stopped), at)


def _hangs_together(episode: Episode) -> Problem | None:
    """The running problem of a signal on the same service, else the first of one on what it needs
    or what needs it; of a signal that names no service, that of its source."""
    others = Episode.objects.filter(problem__isnull=False).exclude(problem__state=State.CLOSED)
    others = others.select_related("problem").order_by("began_at", "pk")
    if episode.service_id is None:
        alike = others.filter(source=episode.source_id, service=None).first()
        return alike.problem if alike else None
    near = hanging_with(episode.service_id)
    found = list(others.filter(service__in=near))
    same = (row.problem for row in found if row.service_id == episode.service_id)
    return next(same, None) or next((row.problem for row in found), None)


def _join(episode: Episode, problem: Problem, at: datetime) -> int:
    with acting(episode.source, problem, by=DESK, at=at) as act:
        row, problem = act.lock(episode), act.lock(problem)
        if row.problem_id is not None or row.state != EpisodeState.FIRING or problem.is_closed:
            return 0
        act.change(row, problem=problem)
        act.record(entries.EpisodeJoined(episode=row.pk), on=problem)
        _name(act, problem, episode)
    return 1


def _open(episode: Episode, hurts: int, at: datetime) -> int:
    with acting(episode.source, by=DESK, at=at) as act:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        row = act.lock(episode)
        taken = row.problem_id is not None or row.state != EpisodeState.FIRING
        if taken or _hangs_together(episode) is not None:
            return 0
        problem = open_problem(title=_title(episode), hurts=hurts, by=DESK, at=act.at)
        act.flush()
        act.change(row, problem=problem)
        act.record(entries.FoundFirst(episode=row.pk), on=problem)
        _name(act, problem, episode)
    return 1


def _name(act: Act, problem: Problem, episode: Episode) -> None:
    if episode.service is not None and episode.service.ended_at is None:
        put_service_on(act, problem, episode.service)


def _title(episode: Episode) -> str:
    name = episode.service.name if episode.service else ""
    if not name or name.casefold() in episode.title.casefold():
        return episode.title
    return shortened(f"{name}: {episode.title}", TITLE)


def close_quiet(*, at: datetime) -> int:
    """Close what no customer has and whose signals all stayed quiet; returns how many."""
    return sum(_close(problem, at) for problem in _quiet().order_by("pk")[:BATCH])


def _close(problem: Problem, at: datetime) -> int:
    """Unless a customer reported it, or a signal came, just now."""
    with acting(problem, by=DESK, at=at, skip_locked=True) as act:
        if not act.holds(problem) or not _quiet().filter(pk=problem.pk).exists():
            return 0
        close_unreported(problem, reason=_("Its signal stayed quiet."), by=DESK, at=at)
    return 1


def _quiet() -> "QuerySet[Problem]":
    """Asked in each turn of a worker: from the few that a signal showed, not from all cases."""
    shown = Episode.objects.filter(problem=OuterRef("pk"))
    reported = Case.objects.reports().filter(problem=OuterRef("pk"))
    runs = shown.exclude(state=EpisodeState.OVER)
    return Problem.objects.running().filter(Exists(shown), ~Exists(runs), ~Exists(reported))
