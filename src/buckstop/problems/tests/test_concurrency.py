"""Verbs beside each other, on real connections: nothing is lost, nothing stops."""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.people.models import Person
from buckstop.problems.actions import attending, moving, opening, ownership, understandings, whose
from buckstop.problems.commitments import update
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World, answering

pytestmark = pytest.mark.django_db(transaction=True)

THREADS, TURNS = 4, 20


def beside(work: Callable[[], object]) -> Callable[[], object]:
    """`work` in a thread, which closes its connection."""

    def closing() -> object:
        try:
            return work()
        finally:
            connection.close()

    return closing


def together(*works: Callable[[], object]) -> list[object]:
    """Run all at once; what one raises is raised here."""
    with ThreadPoolExecutor(len(works)) as threads:
        return [future.result() for future in [threads.submit(beside(work)) for work in works]]


def whole() -> None:
    """Every guarantee holds and every chain verifies."""
    assert guarantees.broken() == []
    assert list(verify()) == []


def test_verbs_on_the_same_problems_neither_stop_nor_lose_an_entry():
    world = World()
    first, second = world.report(), world.report("The same, by Olaf", by=world.olaf)
    world.join(first.problem, world.olaf)
    by, at = world.ana.actor(), world.now
    problems = (first.problem_id, second.problem_id)
    before = Entry.objects.count()

    def turn(chance: random.Random) -> int:
        case = Case.objects.select_related("problem").get(pk=chance.choice((first.pk, second.pk)))
        other = Problem.objects.get(pk=chance.choice(problems))
        verb = chance.randrange(4)
        if verb == 0:
            moving.move_case(case, to=other, by=by, at=at)
        elif verb == 1:
            update.keep(other, by=by, at=at)
        elif verb == 2:
            understandings.change_hurt(other, hurts=chance.randrange(3), by=by, at=at)
        else:
            understandings.correct(case, text="No", by=answering(case), at=at)
        return 1

    def turns(seed: int) -> int:
        chance, done = random.Random(seed), 0
        for _ in range(TURNS):
            try:
                done += turn(chance)
            except Refused:
                continue
        return done

    done = together(*(lambda seed=seed: turns(seed) for seed in range(THREADS)))
    assert sum(int(str(count)) for count in done) > THREADS
    assert Entry.objects.count() > before
    whole()


def test_no_entry_of_a_burst_is_lost():
    world = World()
    case = world.report()
    length = Entry.objects.filter(chain=case.chain_id).count()

    def corrects(text: str) -> None:
        for _ in range(TURNS):
            understandings.correct(case, text=text, by=answering(case), at=world.now)

    together(*(lambda n=n: corrects(f"No {n}") for n in range(THREADS)))
    assert Entry.objects.filter(chain=case.chain_id).count() == length + THREADS * TURNS
    whole()


def test_every_number_is_used_once():
    world = World()

    def opens() -> None:
        for _ in range(10):
            opening.open_problem(title="x", by=DESK, at=world.now)

    together(*[opens] * THREADS)
    numbers = Problem.objects.values_list("number", flat=True)
    assert len(set(numbers)) == len(numbers) == THREADS * 10
    whole()


def test_two_clocks_act_once_on_what_is_due():
    world = World()
    for n in range(40):
        world.report(f"Problem {n}")
    world.later(days=3)

    def attends() -> int:
        done = 0
        while count := attending.attend_commitments(at=world.now, limit=5):
            done += count
        return done

    together(attends, attends)
    while attending.attend_commitments(at=world.now, limit=5):
        pass
    assert Commitment.objects.filter(state="missed").count() == 40
    assert Entry.objects.filter(code="news-missed").count() == 40
    whole()


@contextmanager
def uncommitted(work: Callable[[], object]) -> Iterator[None]:
    """`work` is done in another transaction, which commits once we wait for it, or at the end."""
    done, over = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            work()
            done.set()
            while not (over.wait(0.02) or _somebody_waits()):
                pass

    with ThreadPoolExecutor(1) as threads:
        future: Future[object] = threads.submit(beside(hold))
        try:
            while not (done.wait(0.1) or future.done()):
                pass
            yield
        finally:
            over.set()
            future.result()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def test_of_two_who_take_it_at_one_instant_one_gets_it_and_the_other_reads_who_did():
    world = World()
    problem, said = world.report().problem, []
    lena = world.hire("Lena", "lead")

    def takes(person: Person) -> None:
        try:
            ownership.take(problem, of=world.ana.pk, by=person.actor(), at=world.now)
        except Refused as refused:
            said.append((person, refused.sentence))

    together(lambda: takes(world.bruno), lambda: takes(lena))
    owner = Problem.objects.get(pk=problem.pk).owner
    [(late, sentence)] = said
    assert {owner, late} == {world.bruno, lena}
    assert sentence.startswith(owner.public_name)
    assert Entry.objects.filter(code="tenure-began").count() == 2  # with that of who had it first
    whole()


def test_nobody_leaves_while_a_problem_becomes_theirs():
    world = World()

    def opens() -> None:
        opening.open_problem(title="x", by=DESK, at=world.now, owner=world.bruno.pk)

    with uncommitted(opens), pytest.raises(IntegrityError, match="still owns problems"):
        ownership.leave(world.bruno, by=DESK, at=world.now)
    whole()


def test_no_problem_becomes_theirs_while_somebody_leaves():
    world = World()

    def leaves() -> None:
        ownership.leave(world.bruno, by=DESK, at=world.now)

    with uncommitted(leaves), pytest.raises(IntegrityError, match="has left"):
        opening.open_problem(title="x", by=DESK, at=world.now, owner=world.bruno.pk)
    assert not Person.objects.get(pk=world.bruno.pk).is_active
    whole()


def test_a_case_that_moved_meanwhile_is_looked_at_again():
    world = World()
    case, other = world.report(), world.report("Other", by=world.olaf)
    seen = Case.objects.select_related("problem").get(pk=case.pk)
    moving.move_case(case, to=other.problem, by=world.ana.actor(), at=world.now)
    with pytest.raises(Refused) as refused:
        understandings.correct(seen, text="No", by=answering(seen), at=world.now)
    assert refused.value.code == "moved"
    with pytest.raises(Refused):
        whose.choose_customer(
            seen, customer=world.nordbank, by=world.ana.actor(), at=world.now + timedelta(hours=1)
        )
