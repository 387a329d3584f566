"""Part 9: who is on duty, turn by turn, for 40 rosters in three zones over 28 days, and their gaps;
how long one new problem takes to be routed among 500 people on shift; and how long as many take to
be told of one fact, by page, mail and a gateway each; the pages of a big house, what its teams cost
mail that comes in, and how late the clock is under a load that lasts."""

import json
import statistics
import sys
import time as clocks
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from bench import crowd, house, intake, lateness
from bench.figures import Figure, table
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.rules.duty import Duty
from buckstop.coverage.rules.layers import Absence, Override, Rotation, Rows, Weekly
from buckstop.coverage.service_times import ServiceTimes
from buckstop.kit.calendars import Calendar
from buckstop.problems.rules.routing import About, Routing

PART = "coverage"
ROSTERS, ROUNDS, TARGET_MS = 40, 30, 50
ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland")
START = datetime(2026, 10, 12, tzinfo=UTC)  # clocks change within the four weeks
TOLD_WITHIN = 2  # seconds for 500 people
PEOPLE, ROUTED_MS = 500, 5
SKILLS = ("VPN", "payroll", "line", "invoices", "firewall")
FOUR_WEEKS = timedelta(days=28)


def roster(number: int) -> Rows:
    """Six people who work weekdays, five who take turns, somebody on instead, two away."""
    people = [UUID(int=100 * number + n + 1) for n in range(11)]
    shifts = [
        Weekly(UUID(int=10_000 + 100 * number + 10 * day + n), person, day, time(8), time(17))
        for n, person in enumerate(people[:6])
        for day in range(5)
    ]
    turns = Rotation(UUID(int=90_000 + number), tuple(people[6:]), date(2026, 1, 5), time(9), 7)
    noon = datetime.combine(date(2026, 10, 20), time(12))
    days = timedelta(days=5)
    return Rows(
        ZONES[number % len(ZONES)],
        (*shifts, turns),
        (Override(people[0], people[6], noon, noon + timedelta(hours=4)),),
        (),
        (Absence(people[1], noon, noon + days, people[2]), Absence(people[7], noon, noon + days)),
        frozenset(people),
    )


def measure() -> list[Figure]:
    """The issue's six figures and what stands beside them, each said as soon as it is known: the
    whole takes an hour, and what came before a part that fails isn't lost."""
    found: list[Figure] = []
    failed = []
    for part in (on_duty, routed, told, crowd.measure, intake.measure, lateness.measure):
        try:
            figures = part()
        except SystemExit as why:
            failed.append(str(why))
            continue
        found += figures
        print(table(figures), file=sys.stderr, flush=True)
    if failed:
        print(table(found))
        raise SystemExit("; ".join(failed))
    return found


def on_duty() -> list[Figure]:
    """The median and the slowest of thirty rounds, each with rosters that nobody asked before."""
    rosters = [roster(number) for number in range(ROSTERS)]
    took, cpu = [], []
    turns = 0
    for _round in range(ROUNDS):
        begun, spent = clocks.perf_counter(), clocks.process_time()
        found = [Duty(rows).spans(START, START + FOUR_WEEKS) for rows in rosters]
        took.append((clocks.perf_counter() - begun) * 1000)
        cpu.append((clocks.process_time() - spent) * 1000)
        turns = sum(len(spans) for spans in found)
    name = f"on duty, {ROSTERS} rosters over 28 days ({turns} turns)"
    more = {"cpu_ms": statistics.median(cpu)}
    middle = statistics.median(took)
    return [
        Figure(PART, f"{name}, median", middle, "ms", "less", TARGET_MS, more=more),
        Figure(PART, f"{name}, slowest of {ROUNDS}", max(took), "ms", "less"),
        gaps(rosters),
    ]


def gaps(rosters: list[Rows]) -> Figure:
    """Milliseconds for every gap of four weeks of all rosters, as the board asks for them."""
    took, found = [], 0
    for _round in range(ROUNDS):
        begun = clocks.perf_counter()
        found = sum(len(Duty(rows).gaps(START, START + FOUR_WEEKS)) for rows in rosters)
        took.append((clocks.perf_counter() - begun) * 1000)
    name = f"{found} gaps of {ROSTERS} rosters within 28 days"
    return Figure(PART, name, statistics.median(took), "ms", "less", TARGET_MS)


def routed() -> list[Figure]:
    """Milliseconds for one new problem that everybody of one big shift could own."""
    people = [UUID(int=n + 1) for n in range(PEOPLE)]
    until = START + timedelta(hours=8)
    always = Calendar("UTC", {day: [(time(0), time(0))] for day in range(7)})
    there = OnDuty(
        on_shift=dict.fromkeys(people, until),
        names={},
        limits=dict.fromkeys(people, 1000),
        buck_stops_with=people[0],
        times=ServiceTimes(always),
    )
    desk = Routing(there, {one: n % 7 for n, one in enumerate(people)})
    knows = {one: [SKILLS[n % len(SKILLS)]] for n, one in enumerate(people)}
    new = About(None, frozenset(people[:3]), "The VPN drops every line since Monday", {}, knows)
    took = []
    for _problem in range(ROUNDS):
        begun = clocks.perf_counter()
        desk.route(new, cost=3.0, at=START)
        took.append((clocks.perf_counter() - begun) * 1000)
    name = f"one problem routed among {PEOPLE} people"
    return [Figure(PART, name, statistics.median(took), "ms", "less", ROUTED_MS)]


def told() -> list[Figure]:
    """Seconds until what 500 people are told is kept and on its way to their gateways."""
    with house.house("telling") as ours:
        kept, pushed = json.loads(ours.run("bench.telling").splitlines()[-1])
    more = {"kept": kept, "put on its way": pushed}
    name = "one fact told to 500 people"
    return [Figure(PART, name, kept + pushed, "s", "less", TOLD_WITHIN, more=more)]
