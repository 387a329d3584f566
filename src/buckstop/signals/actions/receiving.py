"""What a source sends is kept; then it becomes what it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from buckstop.kit.bulk import new_row
from buckstop.kit.reading import reading
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.people.roles import Capability, can
from buckstop.people.rules import digest_of
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Problem
from buckstop.signals import tools
from buckstop.signals.actions.heartbeats import heard
from buckstop.signals.actions.series import keep_points
from buckstop.signals.actions.taking import take_in
from buckstop.signals.models import Arrival, Source
from buckstop.signals.tools.signal import CASES, HEARTBEAT, PROMETHEUS, SERIES, Signal, Unfit

type Taker = Callable[[Source, datetime, int], int]
_TAKERS: dict[str, Taker] = {}
BATCH = 500
KEPT = timedelta(days=30)
FORGOTTEN = 5_000


def receive(source: Source, *, body: bytes, at: datetime) -> Arrival:
    """Keep what a source sent; it is on disk when this returns."""
    with acting(by=DESK, at=at) as act:
        return act.add(new_row(Arrival, source=source, body=body, received_at=at))


@dataclass(slots=True)
class Sent:
    """What came to an address of a source: its kind, its secret, what stood in it; `kept` is the
    key of its arrival, empty where there is no such source."""

    kind: str
    secret: str
    body: bytes
    kept: UUID | None = None


def receive_many(many: Sequence[Sent], *, at: datetime) -> None:
    """Keep all of them in one transaction; they are on disk when this returns."""
    digests = {one.secret: digest_of(one.secret) for one in many}
    rows = Source.objects.filter(digest__in=set(digests.values()), ended_at=None)
    sources = {(row.kind, row.digest): row for row in rows}
    with acting(by=DESK, at=at) as act:
        for one in many:
            source = sources.get((one.kind, digests[one.secret]))
            if source is not None:
                row = new_row(Arrival, source=source, body=one.body, received_at=at)
                one.kept = act.add(row).pk


def read_by(kind: str, taker: Taker) -> None:
    """Say once, at start-up, who reads what sources of a kind send: an app above, as cases are."""
    _TAKERS[kind] = taker


def read_signals(*, at: datetime, limit: int = BATCH) -> int:
    """Read what waits, a source at a time; returns how many arrivals were taken up."""
    keys = set(_waiting(limit))
    if not keys:
        return 0
    return sum(
        _TAKERS.get(source.kind, _read_of)(source, at, limit)
        for source in Source.objects.filter(pk__in=keys).select_related("owner").order_by("pk")
    )


@reading
def _waiting(most: int) -> "QuerySet[Arrival, UUID]":
    rows = Arrival.objects.filter(done_at=None).order_by("pk")
    return rows.values_list("source", flat=True)[:most]


def forget_arrivals(*, at: datetime) -> int:
    """Delete what was read long ago, whose episodes say what it was; what can't be read stays.
    Returns how many those were."""
    old = Arrival.objects.filter(received_at__lt=at - KEPT, done_at__isnull=False, wrong="")
    keys = old.order_by("pk").values("pk")[:FORGOTTEN]
    return Arrival.objects.filter(pk__in=keys).delete()[0]


def _read_of(source: Source, at: datetime, limit: int) -> int:
    with acting(source, by=DESK, at=at, skip_locked=True) as act:
        if not act.holds(source):  # another worker reads it now
            return 0
        rows = act.rows(Arrival.objects.filter(source=source, done_at=None).order_by("pk")[:limit])
        source = act.lock(source)
        if source.kind == HEARTBEAT and rows:
            heard(act, source, rows)
            act.change(source, last_at=rows[-1].received_at)
            return len(rows)
        if source.kind in (SERIES, PROMETHEUS):
            keep_points(act, source, rows)
        else:
            _read_tool(act, source, rows)
        if rows:
            act.change(source, last_at=rows[-1].received_at)
        if any(row.wrong for row in rows):
            let_it_be_owned(act, source)
    return len(rows)


def _read_tool(act: Act, source: Source, rows: Sequence[Arrival]) -> None:
    said: list[tuple[Signal, datetime]] = []
    for row in rows:
        wrong = ""
        try:
            found = tools.read(source.kind, bytes(row.body), source.mapping)
            said += [(one, row.received_at) for one in found]
        except Unfit as unfit:
            wrong = str(unfit)[:300]
        act.change(row, done_at=act.at, wrong=wrong)
    take_in(act, source, said)


def let_it_be_owned(act: Act, source: Source) -> None:
    """Part of verbs: what can't be read is somebody's, a problem for it while none runs."""
    if source.unread_id and Problem.objects.running().filter(pk=source.unread_id).exists():
        return
    owner = source.owner
    works = owner.is_active and can(owner.role, Capability.OWN)
    title = _("What %(source)s sends can’t be read")
    if source.kind != CASES:
        title = _("Signals of %(source)s can’t be read")
    title %= {"source": source.name}
    problem = open_problem(title=title, owner=owner.pk if works else None, by=DESK, at=act.at)
    act.flush()
    act.change(source, unread=problem)
