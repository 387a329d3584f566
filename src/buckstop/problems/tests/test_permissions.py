"""Who may, by role, on rows that no database knows."""

from datetime import UTC, datetime, timedelta
from itertools import product
from types import SimpleNamespace
from typing import cast
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from buckstop.coverage.on_duty import OnDuty
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.people.roles import Capability, roles_with
from buckstop.problems.models import Case, Commitment, Problem, Understanding
from buckstop.problems.permissions import cases, owed
from buckstop.problems.permissions import ownership as may
from buckstop.problems.permissions.problem import may_widen
from buckstop.problems.rules.promises import HAND_BACK_WITHIN

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANA, BRUNO, CARLA = (UUID(int=n) for n in (1, 2, 3))
STAFF, DESK, LEADERS = (
    roles_with(one) for one in (Capability.BE_STAFF, Capability.OWN, Capability.LEAD)
)
INES = Actor(ActorKind.CONTACT, CARLA, role="lead")
ANAS = Problem(state="open", owner_id=ANA)


def staff(role: str, person: UUID = ANA) -> Actor:
    return Actor(ActorKind.STAFF, person, role=role)


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


def test_who_may_offer():
    for role, left, by_role, to in product(STAFF, (None, NOON), STAFF, (ANA, BRUNO)):
        person = Person(pk=to, role=role, deactivated_at=left)
        expected = (
            "owner-already" if to == ANA
            else "not-desk" if role not in DESK or left
            else "not-owner" if by_role not in LEADERS
            else None
        )  # fmt: skip
        assert code(may.may_offer(ANAS, staff(by_role, CARLA), to=person)) == expected
    assert may.may_offer(ANAS, staff("front line")) is None
    assert code(may.may_offer(ANAS, staff("front line"), offered=True)) == "offered-already"
    assert code(may.may_offer(ANAS, INES)) == "not-owner"
    assert code(may.may_offer(Problem(state="closed", owner_id=ANA), staff("lead"))) == "closed"


def test_the_watch_and_leaders_may_take():
    def take(by: Actor, watch: list[UUID], on_shift: tuple[UUID, ...] = ()) -> str | None:
        shift = dict.fromkeys(on_shift, NOON)
        there = SimpleNamespace(on_shift=shift, desk=lambda team: SimpleNamespace(watch=watch))
        return code(may.may_take(ANAS, by, cast(OnDuty, there)))

    for role, watch in product(STAFF, ([], [BRUNO], [CARLA])):
        free = role in LEADERS or BRUNO in watch
        assert take(staff(role, BRUNO), watch) == (None if free else "not-on-watch")
    assert take(staff("front line", BRUNO), [ANA, BRUNO], (ANA, BRUNO)) == "not-on-watch"
    assert take(staff("lead"), []) == "owner-already"
    assert take(Actor(ActorKind.KEY, BRUNO, role="write"), [BRUNO]) == "not-on-watch"
    assert take(INES, [CARLA]) == "not-on-watch"


@given(st.timedeltas(timedelta(0), timedelta(hours=1)))
def test_what_was_routed_is_handed_back_within_15_minutes(after: timedelta):
    def hand_back(how: str, by: UUID) -> str | None:
        actor = staff("front line", by)
        return code(may.may_hand_back(ANAS, actor, how=how, since=NOON, at=NOON + after))

    assert hand_back("routed", ANA) == (None if after <= HAND_BACK_WITHIN else "too-late")
    assert hand_back("routed", BRUNO) == "not-owner"
    assert hand_back("accepted", ANA) == "not-routed"


def test_on_a_case_its_contact_acts_and_the_desk_for_them():
    hers, olafs = Case(state="open", contact_id=CARLA), Case(state="open", contact_id=ANA)
    reads = Actor(ActorKind.KEY, BRUNO, role="read")
    assert cases.may_still_broken(hers, INES) is None
    assert code(cases.may_still_broken(olafs, INES)) == "not-yours"
    assert cases.may_still_broken(hers, staff("front line")) is None
    assert code(cases.may_still_broken(hers, staff("colleague"))) == "not-desk"
    assert code(cases.may_still_broken(hers, reads)) == "not-desk"


def test_only_the_customer_gives_their_word():
    hers = Case(state="open", contact_id=CARLA)
    assert cases.may_confirm(hers, INES) is None
    for actor in (staff("lead"), Actor(ActorKind.DESK), Actor(ActorKind.KEY, BRUNO, role="write")):
        assert code(cases.may_confirm(hers, actor)) == "not-theirs"


def test_only_who_was_asked_answers():
    asked = Commitment(kind="step", state="requested", debtor_id=ANA)
    assert owed.may_promise(asked, staff("colleague")) is None
    for actor in (staff("lead", BRUNO), Actor(ActorKind.DESK)):
        assert code(owed.may_promise(asked, actor)) == "not-asked"
    theirs = Commitment(kind="step", state="requested", debtor_id=CARLA)
    assert owed.may_report(theirs, INES) is None
    assert code(owed.may_report(theirs, INES, waiting=False)) == "ended"


@given(st.timedeltas(timedelta(hours=-2), timedelta(hours=2)))
def test_a_promise_is_moved_once_before_it_is_due(left: timedelta):
    news = Commitment(kind="update", state="promised", debtor_id=ANA, due=NOON + left)
    late = None if left > timedelta(0) else "too-late"
    assert code(owed.may_move(news, staff("front line"), NOON)) == late
    news.moved_at = NOON - timedelta(hours=3)
    assert code(owed.may_move(news, staff("front line"), NOON)) == "moved-before"
    assert code(owed.may_move(news, staff("colleague"), NOON)) == "not-desk"


def test_what_is_between_a_customer_and_a_leader_or_owed_to_one_is_not_for_all():
    problem = Problem(state="open", owner_id=ANA)
    for kind, says in (
        ("step", None), ("escalation", "not-for-all"), ("ask", "not-for-all"),
        ("final-answer", "of-one"),
    ):  # fmt: skip
        row = Commitment(kind=kind, state="requested", case_id=BRUNO)
        assert code(may_widen(row, problem, staff("front line"))) == says
    told = Understanding(case_id=BRUNO)
    assert may_widen(told, problem, staff("front line")) is None
    assert code(may_widen(told, Problem(state="closed"), staff("front line"))) == "closed"
    assert code(may_widen(Understanding(), problem, staff("lead"))) == "wide-already"
