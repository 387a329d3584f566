"""Whom it affects is told, each in their own thread: never twice, and not at night."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.conversations.actions.telling import update_all
from buckstop.conversations.models import Message
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.outbox.models import Delivery
from buckstop.outreach import queries
from buckstop.outreach.actions import telling
from buckstop.outreach.actions.telling import Saying, Words, stop, tell, tell_next
from buckstop.outreach.actions.unaffected import not_affected
from buckstop.outreach.actions.unwanted import not_wanted
from buckstop.outreach.letters import FirstTold
from buckstop.outreach.models import How, LeftOut, Outreach, Recipient
from buckstop.outreach.preview import letters
from buckstop.outreach.rules import RESTS, WAKES, is_too_much, may_be_told_at, wording_for
from buckstop.people.actions import customers
from buckstop.people.models import Address, Customer
from buckstop.problems.actions.fixing import fix
from buckstop.problems.actions.opening import add_case, open_problem
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests.guarantees import broken
from buckstop.problems.tests.world import World, answering
from buckstop.services.actions.services import add_service
from buckstop.services.actions.uses import use
from buckstop.services.models import Matters
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.naming import name_service
from buckstop.signals.queries import affected

NIGHT = datetime(2026, 3, 3, 1, 10, tzinfo=UTC)  # 02:10 in Zurich
ZURICH = ZoneInfo("Europe/Zurich")


@dataclass
class Night:
    """Payments are down at ten past two; five customers use them."""

    world: World
    problem: Problem = field(init=False)
    theirs: list[Customer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world.now = NIGHT
        by = self.by_desk
        payments = add_service(terms=Terms(name="Payments"), **by)
        self.problem = open_problem(
            title="db-07 down", hurts=1, owner=self.world.ana.pk, **self.by_desk
        )
        name_service(self.problem, service=payments, by=self.world.ana.actor(), at=NIGHT)
        for place in range(5):
            name = f"Customer {place}"
            customer = customers.add(name=name, domains=(), **by)
            Customer.objects.filter(pk=customer.pk).update(zone="Europe/Zurich")
            if place < 4:
                email = f"it@c{place}.example"
                person = customers.meet(email=email, name=f"P {place}", on=customer, **by)
                customers.join(person, customer, on=customer, **by)
            matters = Matters.STOPS if place < 2 else Matters.SLOWS
            use(
                payments,
                customer=customer,
                usage=Usage(site=f"Shop {place}", matters=matters),
                **by,
            )
            self.theirs.append(customer)

    @property
    def by_desk(self) -> dict[str, Any]:
        return {"by": DESK, "at": self.world.now}

    @property
    def by_ana(self) -> dict[str, Any]:
        return {"by": self.world.ana.actor(), "at": self.world.now}

    def tells(self, also: Mapping[str, Words] | None = None, **more: Any) -> Outreach:
        saying = Saying(
            "Payments are held up", "Transfers wait. We work on it.", also=also or {}
        )  # fmt: skip
        return tell(self.problem, saying=saying, **self.by_ana, **more)

    def works(self) -> None:
        while tell_next(at=self.world.now):
            pass

    def told(self) -> list[str]:
        rows = Recipient.objects.filter(state="told").order_by("customer__name")
        return list(rows.values_list("customer__name", flat=True))


@pytest.fixture
def night(db: None) -> Night:
    return Night(World())


def test_each_is_told_in_their_own_thread_and_nobody_twice(night: Night):
    outreach = night.tells()
    night.world.later(minutes=1)
    night.works()
    assert night.told() == ["Customer 0", "Customer 1"], "the others sleep"
    night.world.now = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
    night.works()
    assert night.told() == [f"Customer {n}" for n in range(4)]
    [left] = Recipient.objects.exclude(state="told")
    assert (left.customer.name, left.why) == ("Customer 4", LeftOut.NO_ADDRESS)
    outreach.refresh_from_db()
    assert outreach.done_at
    cases = list(Case.objects.order_by("pk"))
    assert [(one.how, one.title, one.state) for one in cases] == [
        ("told", "Payments are held up", "open")
    ] * 4
    assert Message.objects.values("case").distinct().count() == 4
    assert sorted(Delivery.objects.values_list("address", flat=True)) == [
        f"it@c{n}.example" for n in range(4)
    ]
    letters = list(Message.objects.select_related("case__customer"))
    named = {
        letters[place].case.customer.name: facts["services"]  # type: ignore[union-attr]
        for place, facts in enumerate(FirstTold.facts_of(letters).values())
    }
    assert named == {f"Customer {n}": f"Payments, Shop {n}" for n in range(4)}, "their own alone"
    night.problem.refresh_from_db()
    assert night.problem.waiting_cases == 4
    assert Commitment.objects.filter(problem=night.problem, kind="update", ended_at=None).count()
    Customer.objects.filter(name="Customer 4").update(erased_at=night.world.now)
    with pytest.raises(Refused, match="Nobody is left"):
        night.tells()
    assert (list(broken()), list(verify())) == ([], [])


def test_what_was_interrupted_goes_on_where_it_stopped(
    night: Night, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(telling, "BATCH", 1)
    night.tells()
    night.world.later(minutes=1)
    assert tell_next(at=night.world.now) == 1

    def dies(*_args: object) -> None:
        raise RuntimeError("the worker was killed")

    with monkeypatch.context() as broken_off:
        broken_off.setattr(telling, "send", dies)
        with pytest.raises(RuntimeError):
            tell_next(at=night.world.now)
    assert (len(night.told()), Case.objects.count(), Delivery.objects.count()) == (1, 1, 1)
    night.works()
    assert night.told() == ["Customer 0", "Customer 1"]
    assert (Case.objects.count(), Delivery.objects.count()) == (2, 2)


def test_it_can_be_stopped_and_the_rest_told_later(night: Night):
    outreach = night.tells()
    night.world.later(minutes=1)
    night.works()
    assert stop(outreach, **night.by_ana) == 3
    with pytest.raises(Refused, match="already"):
        stop(outreach, **night.by_ana)
    night.world.now = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    night.works()
    assert len(night.told()) == 2
    night.tells()
    with pytest.raises(Refused, match="being told now"):
        night.tells()
    night.world.later(minutes=1)
    night.works()
    assert night.told() == [f"Customer {n}" for n in range(4)]


def test_nobody_is_told_of_what_is_fixed_meanwhile(night: Night):
    night.tells()
    night.world.later(minutes=1)
    night.works()
    fix(night.problem, **night.by_ana)
    night.world.now = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    night.works()
    assert night.told() == ["Customer 0", "Customer 1"]
    assert {one.why for one in Recipient.objects.exclude(state="told")} == {LeftOut.OVER}
    assert Case.objects.count() == 2


def test_who_wrote_meanwhile_is_joined_and_told_once(night: Night):
    world = night.world
    reached = queries.contacts_of({night.theirs[2].pk})[night.theirs[2].pk]
    other = open_problem(title="Our transfers hang", **night.by_desk)
    case = add_case(
        other, contact=reached.person, customer=night.theirs[2], title="Our transfers hang",
        how="mail", **night.by_desk,
    )  # fmt: skip
    found = {one.customer.name: one.wrote for one in queries.whom(night.problem, at=world.now)}
    assert found["Customer 2"] == (case,)
    assert found["Customer 1"] == ()
    case.refresh_from_db()
    night.tells(joins=[case])
    case.refresh_from_db()
    assert case.problem == night.problem
    world.later(hours=8)
    night.works()
    assert night.told() == ["Customer 0", "Customer 1", "Customer 3"]
    assert Message.objects.filter(case=case, kind="update").count() == 1
    assert Case.objects.filter(customer=night.theirs[2]).count() == 1
    assert list(verify()) == []


def test_who_isnt_affected_says_so_and_the_problem_stays_ours(night: Night):
    night.tells()
    night.world.later(minutes=1)
    night.works()
    for case in Case.objects.select_related("problem").order_by("pk"):
        not_affected(case, by=answering(case), at=night.world.now)
        with pytest.raises(Refused):
            not_affected(case, by=answering(case), at=night.world.now)
    night.problem.refresh_from_db()
    assert (night.problem.state, night.problem.waiting_cases) == ("open", 0)
    [first, second, *others] = reversed(affected(night.problem, at=night.world.now))
    assert (first.affected, second.affected) == (False, False)
    assert first.why == "They said so on their page."
    assert all(one.affected for one in others)
    theirs = night.world.report("Cards fail")
    with pytest.raises(Refused, match="told us of this yourselves"):
        not_affected(theirs, by=answering(theirs), at=night.world.now)
    assert (list(broken()), list(verify())) == ([], [])


def test_who_sleeps_reads_the_newest_words(night: Night):
    night.tells()
    night.world.later(minutes=1)
    night.works()
    night.world.later(hours=2)
    update_all(night.problem, text="It is the second line now.", **night.by_ana)
    night.world.later(hours=6)
    night.works()
    newest = Message.objects.filter(kind="outreach").order_by("pk").last()
    assert newest is not None
    assert str(newest.text) == "It is the second line now."
    assert newest.promises == Problem.objects.get(pk=night.problem.pk).news_due


@given(minutes=st.integers(0, 366 * 24 * 60), hurts=st.booleans())
def test_nobody_is_woken_by_what_can_wait(minutes: int, hurts: bool):
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    at = may_be_told_at(now, ZURICH, hurts=hurts)
    assert at >= now
    if hurts:
        assert at == now
    else:
        assert WAKES <= at.astimezone(ZURICH).time() < RESTS
        assert at - now <= timedelta(hours=11)


def test_no_receiving_domain_is_flooded(night: Night, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(telling, "PACE", 1)
    night.tells()
    Recipient.objects.update(send_at=NIGHT)
    for n in range(4):
        Address.objects.filter(email=f"it@c{n}.example").update(email=f"c{n}@far.example")
    for n in range(1, 5):
        night.world.later(seconds=61)
        night.works()
        assert len(night.told()) == n
    assert broken() == []


FRENCH = {"fr": Words("Les paiements attendent", "Les virements attendent. Nous y travaillons.")}


def test_each_reads_it_in_their_language(night: Night):
    reached = queries.contacts_of([night.theirs[0].pk])[night.theirs[0].pk]
    Customer.objects.filter(pk=night.theirs[1].pk).update(language="fr")
    waits = add_case(
        night.problem, contact=reached.person, customer=night.theirs[0], title="Rien ne part",
        how="mail", **night.by_desk,
    )  # fmt: skip
    Customer.objects.filter(pk=night.theirs[0].pk).update(language="fr")
    found = queries.whom(night.problem, at=NIGHT)
    saying = Saying("Payments are held up", "Transfers wait.", also=FRENCH)
    read = letters(night.problem, found, saying=saying, writer=night.world.ana, at=NIGHT)
    texts = {one.whom.customer.name: one.text for one in read}
    assert "Les virements attendent" in texts["Customer 1"]
    assert "Transfers wait" in texts["Customer 2"]
    night.tells(also=FRENCH)
    night.world.now = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    night.works()
    said = {
        one.case.customer.name: (one.case.title, str(one.text))
        for one in Message.objects.filter(kind="outreach").select_related("case__customer", "text")
        if one.case and one.case.customer
    }
    assert said["Customer 1"] == (FRENCH["fr"].subject, FRENCH["fr"].text)
    assert said["Customer 2"] == ("Payments are held up", "Transfers wait. We work on it.")
    [news] = Message.objects.filter(case=waits, kind="update").select_related("text")
    assert str(news.text) == FRENCH["fr"].text
    assert (list(broken()), list(verify())) == ([], [])


def test_it_stops_by_itself_where_it_is_taken_for_spam(night: Night):
    outreach = night.tells()
    night.world.later(minutes=1)
    night.works()
    first, second = Case.objects.order_by("pk").select_related("problem", "contact")
    assert not_wanted(first, how=How.ENOUGH, at=night.world.now)
    outreach.refresh_from_db()
    assert outreach.runs, "that somebody heard enough is no complaint"
    assert not_wanted(second, how=How.SPAM, at=night.world.now)
    assert not_wanted(second, how=How.SPAM, at=night.world.now), "said twice it counts once"
    outreach.refresh_from_db()
    assert (outreach.by_itself, outreach.runs) == (True, False)
    night.world.now = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    night.works()
    assert len(night.told()) == 2, "nobody more is told"
    assert {one.why for one in Recipient.objects.exclude(state="told")} == {LeftOut.UNWANTED}
    course = queries.course_of(night.problem)
    assert course is not None
    assert (course.spam, course.enough) == (1, 1)
    assert {one.state for one in Case.objects.all()} == {"spared"}
    assert Entry.objects.filter(code="outreach-halted").count() == 1
    assert not not_wanted(night.world.report("Cards fail"), how=How.SPAM, at=night.world.now)
    assert (list(broken()), list(verify())) == ([], [])


@given(told=st.integers(1, 100_000), complaints=st.integers(0, 200))
def test_a_thousandth_is_too_much(told: int, complaints: int):
    found = is_too_much(complaints=complaints, told=told)
    assert found == (complaints > 0 and complaints * 1_000 >= told)


def test_the_first_language_that_there_is_counts():
    there = {"fr", "de"}
    assert wording_for(["", "fr", "de"], there=there, usual="en") == "fr"
    assert wording_for(["en", "fr"], there=there, usual="en") == "", "the usual is theirs"
    assert wording_for(["es", "de"], there=there, usual="en") == "de"
    assert wording_for(["", ""], there=there, usual="en") == ""
