"""Somebody is always there: people take turns, are away, stand in, swap; a gap has a cause."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Min

from buckstop.coverage import actions as coverage
from buckstop.coverage.actions import instead, rotations, teams
from buckstop.coverage.models import Shift
from buckstop.coverage.queries import (
    all_gaps_ahead,
    gaps_ahead,
    kept_between,
    service_level,
    who_is_on_duty,
)
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.notices.actions.ways import add_way, choose_wishes
from buckstop.notices.models import By, Sending, When
from buckstop.people.actions import staff
from buckstop.people.models import Customer, Person
from buckstop.people.telling import Group
from buckstop.problems.actions import fixing
from buckstop.problems.actions.attending import attend_commitments
from buckstop.problems.commitments.escalation import answer, escalate
from buckstop.problems.entries.promising import NewsPromised
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests.world import answering
from stories.post import Post

INES = "Ines Vogt <ines@nordbank.example>"
QUARTER = timedelta(minutes=15)
SATURDAY = date(2026, 3, 7)


def wall(day: int, hour: int) -> datetime:
    """A day of March by the clock on the wall."""
    return datetime.combine(date(2026, 3, day), time(hour))


def at(day: int, hour: int) -> datetime:
    """The same in Zurich, in winter, as an instant."""
    return datetime(2026, 3, day, hour - 1, tzinfo=UTC)


def owner_of_mail(post: Post, subject: str) -> str:
    """Who owns what a customer writes now."""
    post.comes(INES, "It doesn’t work any more.", subject=subject)
    return Problem.objects.get(title=subject).owner.name


def until(post: Post, when: datetime) -> None:
    post.later(seconds=(when - post.world.now).total_seconds())


def test_two_weeks_of_turns_absences_a_swap_and_a_gap(post: Post):
    world = post.world
    by: dict[str, Any] = {"by": DESK, "at": clock.now()}
    turns = rotations.add_rotation(
        world.roster, people=[world.bruno, world.ana], begins=SATURDAY, hands_over=time(9),
        days=1, **by,
    )  # fmt: skip
    instead.note_absence(world.ana, starts=wall(4, 0), ends=wall(5, 0), stand_in=world.bruno, **by)
    instead.note_absence(world.ana, starts=wall(5, 12), ends=wall(6, 0), stand_in=None, **by)
    swap = instead.offer_swap(
        world.roster, layer=turns.pk, day=date(2026, 3, 8), giver=world.ana,
        taker=world.bruno, by=world.ana.actor(), at=clock.now(),
    )  # fmt: skip

    _kept, [gap] = gaps_ahead(clock.now())
    assert (gap.of, gap.starts, gap.ends) == (world.ana.pk, at(5, 12), at(5, 18))

    assert owner_of_mail(post, "On Tuesday Ana is there") == "Ana Ruiz"
    until(post, at(4, 10))
    assert owner_of_mail(post, "On Wednesday Bruno stands in") == "Bruno Keller"
    until(post, at(5, 14))
    assert owner_of_mail(post, "On Thursday nobody is there") == "Carla Roth"
    instead.accept_swap(swap, by=world.bruno.actor(), at=clock.now())
    until(post, at(8, 15))
    assert owner_of_mail(post, "On Sunday Bruno took the turn") == "Bruno Keller"
    _somebody_is_always_there(post, {world.ana.pk, world.bruno.pk, world.carla.pk})


def test_a_second_team_around_the_earth_has_its_own_mail_and_its_own_watch(post: Post):
    by: dict[str, Any] = {"by": DESK, "at": clock.now()}
    nina = staff.add(name="Nina Brandt", email="nina@halden.example", role="front line", **by)
    team = teams.add_team(name="Network", lead=None, zone="Asia/Kathmandu", **by)
    teams.add_members(team, people=[nina], **by)
    teams.add_route(team, address="", customer=Customer.objects.get(name="Nordbank"), **by)
    rotations.add_rotation(
        team.roster, people=[nina], begins=date(2026, 3, 2), hands_over=time(9), days=7, **by
    )
    instead.note_absence(nina, starts=wall(5, 0), ends=wall(6, 0), stand_in=None, **by)
    [gap] = all_gaps_ahead(clock.now())[team.pk][1]
    assert (gap.of, gap.ends - gap.starts) == (nina.pk, timedelta(days=1))

    assert owner_of_mail(post, "The line is down") == "Nina Brandt"
    assert Problem.objects.get(title="The line is down").team == team
    until(post, at(5, 3))  # Thursday morning in Kathmandu: Nina is away
    assert owner_of_mail(post, "It is down again") == "Carla Roth"
    until(post, at(6, 3))
    assert owner_of_mail(post, "And once more") == "Nina Brandt"
    for quarter in range(14 * 24 * 4):
        there = who_is_on_duty(at(3, 9) + quarter * QUARTER)
        assert set(there.desk(team.pk).watch) <= {nina.pk, post.world.carla.pk}
        assert all(desk.watch for desk in there.everywhere)


def _somebody_is_always_there(post: Post, people: set[UUID]) -> None:
    """At each quarter of an hour of two weeks; and whoever it is works here."""
    for quarter in range(14 * 24 * 4):
        watch = who_is_on_duty(at(3, 9) + quarter * QUARTER).watch
        assert watch
        assert set(watch) <= people


NEW_YORK, AUCKLAND = "America/New_York", "Pacific/Auckland"
MINUTE = timedelta(minutes=1)


class Around:
    """A provider in three zones, from Friday the 6th at nine in Zurich, for two weeks.

    Ana and Bruno are in Zurich, Nora in New York, Aroha and Tama in Auckland; one team of all of
    them has Nordbank. In New York clocks change on the 8th. The 19th is a holiday in Ticino.
    """

    def __init__(self, post: Post) -> None:
        self.post, self.world = post, post.world
        post.later(days=4)
        self.starts = self.world.now
        self.by: dict[str, Any] = {"by": DESK, "at": self.world.now}
        self.people = {
            name: self.world.hire(name, "front line") for name in ("Nora", "Aroha", "Tama")
        }
        self.team = teams.add_team(name="Network", lead=self.world.bruno, **self.by)
        customer = Customer.objects.get(name="Nordbank")
        teams.add_route(self.team, address="", customer=customer, **self.by)
        self.shifts = {
            name: [self._shift(person, zone, day) for day in range(5)]
            for name, person, zone in (
                ("Ana", self.world.ana, "Europe/Zurich"),
                ("Nora", self.people["Nora"], NEW_YORK),
                ("Aroha", self.people["Aroha"], AUCKLAND),
            )
        }
        coverage.set_holidays(service_level(), country="CH-TI", **self.by)
        for person in (*self.people.values(), self.world.ana, self.world.bruno, self.world.carla):
            self._sleeps(person)

    def _shift(self, person: Person, zone: str, day: int) -> Shift:
        return coverage.add_shift(
            self.team.roster, person=person, weekday=day, starts=time(8), ends=time(17),
            zone=zone, **self.by,
        )  # fmt: skip

    def _sleeps(self, person: Person) -> None:
        """They have a phone, and want to hear at their next shift what comes meanwhile."""
        own: dict[str, Any] = {"by": person.actor(), "at": self.world.now}
        add_way(
            person, name="Phone", address=f"ntfys://ntfy.example/{person.pk}", insists=True, **own
        )
        later = {(group, by): When.SHIFT for group in Group for by in By}
        choose_wishes(person, chosen=later, **own)

    def plans(self) -> None:
        """Tama stands in for Aroha on the 12th, nobody for Nora on the 11th; Tama takes the 16th.

        By the clock of Zurich, as absences are: Aroha's 12th begins there in the evening before.
        """
        world, by = self.world, self.by
        aroha, tama, nora = (self.people[name] for name in ("Aroha", "Tama", "Nora"))
        instead.note_absence(aroha, starts=wall(11, 20), ends=wall(12, 8), stand_in=tama, **by)
        instead.note_absence(nora, starts=wall(11, 0), ends=wall(12, 0), stand_in=None, **by)
        swap = instead.offer_swap(
            self.team.roster, layer=self.shifts["Aroha"][0].pk, day=date(2026, 3, 16),
            giver=aroha, taker=tama, by=aroha.actor(), at=world.now,
        )  # fmt: skip
        instead.accept_swap(swap, by=tama.actor(), at=world.now)

    def until(self, when: datetime) -> None:
        """Time goes on; what falls due is done when it does, and whoever is there gives news."""
        while self.world.now < when:
            soon = Commitment.objects.filter(attend_at__lt=when).aggregate(at=Min("attend_at"))[
                "at"
            ]
            step = min(when, max(soon or when, self.world.now + MINUTE))
            self.post.later(seconds=(step - self.world.now).total_seconds())
            while attend_commitments(at=self.world.now):
                pass
            self.post.work()

    def owner_of(self, subject: str, when: datetime) -> str:
        """Who owns what Nordbank writes then; what it wrote before is solved, but for the first."""
        self.until(when)
        for case in Case.objects.filter(state="open").order_by("opened_at")[1:]:
            fixing.confirm(case, by=answering(case), at=self.world.now)
        self.post.comes("Ines Vogt <ines@nordbank.example>", "It is slow.", subject=subject)
        return Problem.objects.get(title=subject).owner.name


def test_two_weeks_of_a_provider_in_three_zones(post: Post):
    around = Around(post)
    around.plans()
    _kept, gaps = gaps_ahead(post.world.now, around.team.pk)
    nora, carla = around.people["Nora"].pk, post.world.carla.pk
    assert [gap.of for gap in gaps[:1]] == [nora], "it is known five days before"

    assert around.owner_of("Friday noon", at(6, 12)) == "Ana Ruiz"
    assert around.owner_of("Friday evening", at(6, 20)) == "Nora"
    assert around.owner_of("On Monday there", at(8, 22)) == "Aroha"
    assert around.owner_of("An hour after they changed", at(9, 13)) == "Ana Ruiz"
    asked = escalate(
        Problem.objects.get(title="Friday noon"), reason="It stands.", to=post.world.bruno,
        by=post.world.ana.actor(), at=post.world.now,
    )  # fmt: skip
    assert around.owner_of("Nobody is there", at(11, 19)) == "Carla Roth"
    assert around.owner_of("Tama stands in", at(11, 22)) == "Tama"
    assert around.owner_of("Tama swapped", at(15, 22)) == "Tama"
    climbed = list(Commitment.objects.filter(kind="escalation").order_by("made_at"))
    assert len(climbed) > 2, "nobody answers: it climbs"
    assert all(row.state == "missed" for row in climbed[:-1])
    assert climbed[0] == asked
    answered = climbed[-1]
    answer(answered, text="Go on.", backs_owner=True, by=answered.debtor.actor(), at=post.world.now)
    around.until(around.starts + timedelta(days=14))
    assert Commitment.objects.filter(kind="escalation").count() == len(climbed), "it ended there"
    _everybody_is_watched_over(around, {carla})
    _nobody_is_woken(around)


def _everybody_is_watched_over(around: Around, bucks: set[UUID]) -> None:
    """At each minute of the two weeks, somebody who works here can be reached for each problem."""
    end = around.world.now
    active = set(Person.objects.filter(deactivated_at=None).values_list("pk", flat=True))
    kept = kept_between(around.starts)
    spans = {team: kept[team].duty.spans(around.starts, end) for team in (None, around.team.pk)}
    columns = ("opened_at", "closed_at", "owner", "team")
    problems = list(Problem.objects.values_list(*columns))
    assert len(problems) == 7
    for number in range(int((end - around.starts) / MINUTE)):
        now = around.starts + number * MINUTE
        there = {
            team: {one.person for one in found if one.person and one.starts <= now < one.ends}
            for team, found in spans.items()
        }
        everybody = set().union(*there.values())
        for opened, closed, owner, team in problems:
            if opened <= now < (closed or end):
                watch = {owner} & everybody or there[team] or bucks
                assert watch
                assert watch <= active
        if not number % 360:  # the pages and the clock say the same
            duty = who_is_on_duty(now)
            assert {key: set(duty.desk(key).on_shift) for key in there} == there


def _nobody_is_woken(around: Around) -> None:
    """What isn't urgent reaches phones while their people are there, and is promised by times at
    which somebody works, never on a holiday."""
    hours = who_is_on_duty(around.starts).times.calendar
    sent = list(Sending.objects.select_related("notice", "way"))
    assert len(sent) > 10
    for one in sent:
        duty = who_is_on_duty(one.due)
        awake = one.way.person_id in {*duty.on_shift, *duty.watch} or hours.is_open(one.due)
        assert awake, (one.due, one.notice.sentence)
    promised = Entry.objects.filter(code="news-promised", at__gt=around.starts)
    for entry in promised:
        made = fact_of(entry)
        assert isinstance(made, NewsPromised)
        due = made.due
        assert hours.is_open(due - MINUTE), due
        assert due.date() != date(2026, 3, 19)
