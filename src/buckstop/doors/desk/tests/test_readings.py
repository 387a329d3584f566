"""What is compiled once reads what Django would read: every hot read of the desk's pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client

from buckstop.conversations import links, sources
from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message
from buckstop.conversations.queries import envelopes, thread
from buckstop.coverage.queries import membership
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.incoming.actions import keep
from buckstop.kit import reading
from buckstop.kit.reading import Reading
from buckstop.ledger import following
from buckstop.ledger.models import Body
from buckstop.notices import queries as notices
from buckstop.outbox.actions import delivering
from buckstop.outbox.models import Delivery
from buckstop.outbox.queries import outages
from buckstop.outcomes import queries as lessons
from buckstop.outreach import letters as outreach
from buckstop.outreach.actions import telling as outreach_telling
from buckstop.outreach.models import Outreach, Recipient
from buckstop.people import queries as people
from buckstop.people.actions.staff import add_key
from buckstop.prevention import queries as prevention
from buckstop.problems.actions import fixing
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment
from buckstop.problems.queries import case_view, labels, similar, work
from buckstop.problems.queries.filters import Sort
from buckstop.problems.queries.traits import Trait
from buckstop.problems.tests.world import World
from buckstop.relationships import queries as faces
from buckstop.relationships.tests.faces import has_relationship
from buckstop.remedies import queries as remedies
from buckstop.remedies.actions.granting import give
from buckstop.remedies.models import Authority
from buckstop.remedies.tests.conftest import credit, limits
from buckstop.signals.actions import receiving

type Run = tuple[Reading[Any], tuple[Any, ...], dict[str, Any]]


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Run]]:
    """Notes the readings that run meanwhile, with their values."""
    found: list[Run] = []

    def noting(plain: Any) -> Any:
        def run(self: Reading[Any], *shape: Any, **values: Any) -> Any:
            found.append((self, shape, values))
            return plain(self, *shape, **values)

        return run

    with monkeypatch.context() as patched:
        for name in ("__call__", "count"):
            patched.setattr(Reading, name, noting(getattr(Reading, name)))
        yield found


def plain(value: Any, of: Any = None) -> Any:
    """A row as plain values, with the rows of its relations but for the one it came `of`."""
    if not isinstance(value, Model):
        return value
    state, fields = value._state, {k: v for k, v in value.__dict__.items() if k != "_state"}
    related = {k: plain(v, value) for k, v in state.fields_cache.items() if v is not of}
    return type(value), fields, state.adding, state.db, related


def visit(world: World, browsers: list[Client]) -> None:
    """The pages whose reads are compiled, of problems of several sorts."""
    world.shift(world.carla, 6, time(9), time(17))  # so that the rosters are read anew
    has_relationship(world, world.ana)
    first, second = reported(world), reported(world, "Letters come late")
    world.join(first.problem, world.olaf)
    add_step(
        first.problem, what="Send the log", debtor=world.ines, case=first,
        due=world.now + timedelta(hours=2), by=world.ana.actor(), at=world.now,
    )  # fmt: skip
    telling.reply(second, text="We look at it.", by=world.ana.actor(), at=world.now)
    for browser in browsers:
        lists = ["/problems/", f"/problems/?state=running&owner={world.ana.pk}&hurts=1"]
        lists.append(f"/problems/?customer={world.nordbank.pk}&kind=problem&state=open")
        lists.append(f"/problems/?after={world.now.isoformat().replace('+', '%2B')}~{'f' * 32}")
        lists.append("/problems/?q=letters")
        lists += [f"/problems/?sort={one}" for one in Sort]
        lists += [f"/problems/?only={one}" for one in (*Trait, "not-today")]
        lists.append("/coverage/" if browser is browsers[-1] else "/problems/")
        lists += ["/problems/?owner=nobody&age=7", "/problems/?whose=nord&sort=cost"]
        lists += ["/my-customers/", f"/customers/{world.nordbank.pk}/brief/"]
        for address in ("/", *lists, home(first), home(second)):
            assert browser.get(address).status_code == 200
        for case in (first, second):
            link = links.make(case.pk, case.contact_id, world.now)
            assert browser.get(f"/c/{link}/").status_code == 200
    for team in (None, uuid4()):
        _key, secret = add_key(
            name=f"Key {team}", scope="read", team=team, by=world.ana.actor(), at=world.now
        )
        program = Client(headers={"authorization": f"Bearer {secret}"})
        program.get(f"/api/v1/problems/{first.problem.ref}")
    thread._last(case=second.pk, kind="reply")
    case_view._newest(True, ended=world.now, case=first.pk, problem=first.problem_id)
    thread._widenings(True, case=first.pk, ended=world.now)
    case_view._bodies(True, keys=[], digests=list(Body.objects.values_list("digest", flat=True)))
    chain = {"chain0": first.problem.chain_id, "first0": 1, "last0": 4, "cases": [first.pk]}
    case_view._happened((True,), True, ended=world.now, **chain)
    work._problems(keys=[first.problem_id, second.problem_id])  # seldom there
    notices._ended(keys=list(Commitment.objects.values_list("pk", flat=True)))
    outages._running(channels=["mail"])
    people._at(emails=["ines@nordbank.example", "olaf@fjord.example"])
    people._speaking(people=[world.ines.pk])
    people._domains(names=["nordbank.example"])
    labels._of(problems=[first.problem_id])
    lessons._nearest(3, said="LETTERS", since=world.now, own=first.problem_id)
    ana = world.ana.actor()
    similar._solved(ana.kind, ana.role, 4, viewer=ana.id, said="LETTERS")
    similar._solved_by(said="LETTERS", people=[world.ana.pk, world.bruno.pk])
    fixing._last_word(case=first.pk)
    limits(world, world.ana, 200, 300, 500)
    give(first, credit(world, 20), by=ana, at=world.now)
    sheet = f"{home(first)}cases/{first.pk}/remedies/new/"
    assert browsers[0].get(sheet).status_code == 200
    since: dict[str, Any] = {"since": world.now, "case": first.pk, "person": world.ana.pk}
    remedies._counted(False, keys=list(Authority.objects.values_list("pk", flat=True)), **since)
    membership._memberships(people=[world.ana.pk, world.carla.pk])
    prevention._causes_of(problem=first.problem_id)
    prevention._review_of(problem=first.problem_id)
    behind_the_pages(world, first)


def behind_the_pages(world: World, case: Case) -> None:
    """What workers read again and again."""
    cases = list(Case.objects.values_list("pk", flat=True))
    messages = list(Message.objects.values_list("pk", flat=True))
    envelopes._said(cases=cases)
    envelopes._heard(keys=messages)
    envelopes._attached(messages=messages)
    envelopes._head_of_house()
    sources._leaving(keys=messages)
    delivering._oldest(4, channel="mail", at=world.now)
    delivering._whole(keys=list(Delivery.objects.values_list("pk", flat=True)))
    following._window(after=0)
    keep._waits(at=world.now)
    receiving._waiting(4)
    new = {"problem": case.problem, "subject": "Mail", "text": case.messages.all()[0].text}
    begun = Outreach.objects.create(said_by=world.ana, begun_at=world.now, **new)
    Recipient.objects.create(
        outreach=begun, problem=case.problem, customer=world.nordbank, services=["Mail"],
        send_at=world.now, case=case,
    )  # fmt: skip
    outreach._services(cases=cases)
    outreach_telling._first_due(at=world.now)
    faces._given_of(cases=cases, since=world.now - timedelta(days=1))


def test_they_read_what_django_reads(world: World, seat: Any, monkeypatch: pytest.MonkeyPatch):
    browsers = [seat(world.ana), seat(world.carla)]
    with watched(monkeypatch) as ran:
        visit(world, browsers)
    assert ran
    for read, shape, values in ran:
        assert read.count(*shape, **values) == len(read.plainly(*shape, **values))
        ours = [plain(row) for row in read(*shape, **values)]
        djangos = [plain(row) for row in read.plainly(*shape, **values)]
        if read.in_order(*shape):
            assert ours == djangos, read.make.__name__
        else:
            assert sorted(map(repr, ours)) == sorted(map(repr, djangos)), read.make.__name__


def test_each_that_is_made_is_compared(world: World, seat: Any, monkeypatch: pytest.MonkeyPatch):
    with watched(monkeypatch) as ran:
        visit(world, [seat(world.ana), seat(world.carla)])
    used = {run[0] for run in ran}
    left = set(reading.every) - used
    assert {f"{one.make.__module__}.{one.make.__name__}" for one in left} == set()


def test_they_are_prepared_and_planned_once(world: World, seat: Any):
    browser = seat(world.ana)
    for _ in range(2):
        assert browser.get("/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements")
        plans = {statement: (once, anew) for statement, once, anew in cursor.fetchall()}
    sorts = next(
        plan for statement, plan in plans.items() if "UNION ALL (SELECT 'owed'" in statement
    )
    assert sorts[0] >= 2
    assert not any(anew for _, anew in plans.values())
