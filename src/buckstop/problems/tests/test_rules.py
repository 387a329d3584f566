"""The rules of problems, which know no database: exhaustively, and by properties."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.service_times import ServiceTimes
from buckstop.kit.calendars import Calendar
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.refused import Refused
from buckstop.people.roles import Capability, roles_with
from buckstop.problems.rules import acting as who
from buckstop.problems.rules import promises
from buckstop.problems.rules.acting import is_desk
from buckstop.problems.rules.routing import Routing
from buckstop.problems.rules.teams import team_after

DESK_ROLES = roles_with(Capability.OWN)
STAFF_ROLES = roles_with(Capability.BE_STAFF)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANA, BRUNO, CARLA = (UUID(int=n) for n in (1, 2, 3))
HOURS = Calendar("Europe/Zurich", {day: [(time(8), time(18))] for day in range(5)}, frozenset())
TIMES = st.timedeltas(timedelta(0), timedelta(days=700)).map(lambda after: NOON + after)
LATER = st.timedeltas(timedelta(seconds=1), timedelta(days=30))


def refused(rule: Callable[..., object], *arguments: object, **named: object) -> str | None:
    """The code of the refusal, or None where the rule lets it through."""
    try:
        rule(*arguments, **named)
    except Refused as no:
        return no.code if no.sentence.endswith(".") else no.sentence
    return None


def staff(role: str, person: UUID = ANA) -> Actor:
    return Actor(ActorKind.STAFF, person, role=role)


INES = Actor(ActorKind.CONTACT, CARLA)
KEYS = {scope: Actor(ActorKind.KEY, BRUNO, role=scope) for scope in ("read", "write")}


def test_the_desk_is_who_works_there_and_programs_that_may_write():
    allowed = {role for role in STAFF_ROLES if is_desk(staff(role))}
    assert allowed == set(DESK_ROLES) == set(STAFF_ROLES) - {"colleague"}
    assert is_desk(DESK)
    assert is_desk(KEYS["write"])
    assert not is_desk(KEYS["read"])
    assert not is_desk(INES)


def test_a_contact_with_the_name_of_a_role_is_no_desk():
    assert not is_desk(Actor(ActorKind.CONTACT, CARLA, role="lead"))


@given(st.text())
def test_words_are_kept_without_blanks_or_refused(text: str):
    code = refused(who.check_words, text, "what", "Say it.")
    if code is None:
        said = who.check_words(text, "what", "Say it.")
        assert said
        assert said == said.strip()
        assert "\x00" not in said
        said.encode()
    else:
        assert code == "no-words"
        assert not text.replace("\x00", "").strip()


@given(st.integers(-5, 10))
def test_how_much_it_hurts_is_one_of_three(hurts: int):
    assert (refused(who.check_hurts, hurts) is None) == (hurts in (0, 1, 2))


@given(TIMES, st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_a_promise_is_for_a_time_to_come_within_a_year(at: datetime, by: timedelta):
    code = refused(promises.check_due, at + by, at)
    assert code == (
        "past" if by <= timedelta(0) else "too-far" if by > timedelta(days=366) else None
    )


def test_a_promise_is_moved_for_a_reason():
    hour = timedelta(hours=1)
    fine = {"due": NOON + hour, "to": NOON + 2 * hour, "at": NOON, "reason": "Ill"}

    def code(**other: object) -> str | None:
        return refused(promises.check_move, **(fine | other))

    assert code() is None
    assert code(reason=" ") == "no-reason"
    assert code(to=NOON) == "past"
    assert code(to=NOON + hour) == "not-later"
    assert code(to=NOON + timedelta(days=400)) == "too-far"


@given(TIMES, st.integers(1, 3000))
def test_news_is_due_in_working_time_on_the_minute(at: datetime, minutes: int):
    due = ServiceTimes(HOURS).after(at, minutes)
    assert due > at
    assert (due.second, due.microsecond) == (0, 0)
    assert due == ServiceTimes(HOURS).after(at, minutes), "the same every time"
    assert ServiceTimes(HOURS).after(at, minutes + 1) > due


def test_news_comes_sooner_while_it_hurts_badly():
    level = ServiceTimes(HOURS)
    assert level.first_news_due(NOON) == NOON + timedelta(minutes=30)
    assert level.next_news_due(NOON, hurts_badly=True) == NOON + timedelta(hours=4)
    assert level.next_news_due(NOON, hurts_badly=False) == NOON + timedelta(days=1)


PEOPLE = st.lists(st.sampled_from([ANA, BRUNO, CARLA]), unique=True)
LOADS = st.dictionaries(st.sampled_from([ANA, BRUNO, CARLA]), st.integers(0, 6))


def on_duty(here: list[UUID], limits: dict[UUID, int]) -> OnDuty:
    """They are on shift for an hour; the buck stops with Carla."""
    until = dict.fromkeys(here, NOON + timedelta(hours=1))
    return OnDuty(until, {}, limits, CARLA, ServiceTimes(HOURS))


@given(PEOPLE, LOADS, LOADS, st.integers(1, 12))
def test_the_least_loaded_with_room_gets_the_next(
    here: list[UUID], loads: dict[UUID, int], limits: dict[UUID, int], count: int
):
    routing = Routing(on_duty(here, limits), dict(loads))
    for _ in range(count):
        before = dict(routing.loads)
        person, on_shift = routing.pick()
        room = [p for p in here if before.get(p, 0) < limits.get(p, 0)]
        assert on_shift == bool(room)
        if room:
            assert person in room
            assert before.get(person, 0) == min(before.get(p, 0) for p in room)
        else:
            assert person == CARLA
        assert routing.loads[person] == before.get(person, 0) + 1


@given(st.sampled_from([None, ANA, BRUNO]), st.lists(st.sampled_from([ANA, BRUNO])))
def test_a_problem_goes_along_with_who_chose_to_own_it(team: UUID | None, theirs: list[UUID]):
    for how in ("routed", "buck", "succeeded", "reopened"):
        assert team_after(team, theirs, how) == team
    for how in ("accepted", "taken", "raised"):
        after = team_after(team, theirs, how)
        assert after == team if team in theirs else after == next(iter(theirs), None)


@given(PEOPLE, LOADS, st.sampled_from([ANA, BRUNO]))
def test_who_hands_it_back_does_not_get_it_again(
    here: list[UUID], loads: dict[UUID, int], person: UUID
):
    routing = Routing(on_duty(here, dict.fromkeys(here, 9)), dict(loads))
    assert routing.pick(but_not=[person])[0] != person
