"""Who is on duty, minute by minute and by brute force; to hold the rules against.

`python -m buckstop.coverage.tests.oracle` compares every minute of three years in every zone.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from buckstop.coverage.rules import duty
from buckstop.coverage.rules.layers import Absence, Cover, Override, Rotation, Rows, Weekly

ZONES = (
    "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Africa/Casablanca", "Asia/Kathmandu",
)  # fmt: skip
BEGINS, YEARS = datetime(2025, 1, 1, tzinfo=UTC), 3
EDGE = timedelta(days=9)  # no turn is longer than a week
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PEOPLE = [UUID(int=number) for number in range(1, 8)]
MORE = [UUID(int=number) for number in range(8, 11)]


@lru_cache(maxsize=2)
def _wall(zone: str, start: datetime, end: datetime) -> "Wall":
    return Wall(zone, start, end)


class Wall:
    """A clock on a wall, looked at every minute from `start` to `end`."""

    def __init__(self, zone: str, start: datetime, end: datetime) -> None:
        self.first: dict[datetime, datetime] = {}
        self.last: dict[datetime, datetime] = {}
        self.jumps: list[tuple[datetime, datetime, datetime]] = []
        at, before, there = start, None, ZoneInfo(zone)
        while at < end:
            shown = at.astimezone(there).replace(tzinfo=None, fold=0)
            self.first.setdefault(shown, at)
            self.last[shown] = at
            if before and shown - before > MINUTE:
                self.jumps.append((before, shown, at))
            before, at = shown, at + MINUTE

    def starts(self, local: datetime) -> datetime | None:
        """The first minute that shows `local`; else the one after what was left out."""
        return self.first.get(local) or self._after(local)

    def ends(self, local: datetime) -> datetime | None:
        return self.last.get(local) or self._after(local)

    def _after(self, local: datetime) -> datetime | None:
        return next((at for low, high, at in self.jumps if low < local < high), None)


def on_duty(
    rows: Rows, wall: Wall, start: datetime, end: datetime
) -> Iterator[tuple[datetime, set[UUID]]]:
    """Every minute from `start` to `end`, and who is on duty in it."""
    days = [(start - EDGE).date() + timedelta(days=n) for n in range((end - start).days + 19)]
    turns = [turn for layer in rows.layers for day in days for turn in _turn(layer, day, wall)]
    cover = {(one.layer, one.day): one.person for one in rows.covers}
    for at in (start + MINUTE * n for n in range(int((end - start) / MINUTE))):
        found = set()
        for key, day, person, starts, ends in turns:
            if starts <= at < ends:
                found.add(_who(rows, wall, cover.get((key, day), person), at))
        for one in rows.overrides:
            if one.instead_of is None and _holds(one, wall, at):
                found.add(_who(rows, wall, one.person, at))
        yield at, {person for person in found if person in rows.able}


type _Said = tuple[UUID, date, UUID, datetime, datetime]


def _turn(layer: Weekly | Rotation, day: date, wall: Wall) -> Iterator[_Said]:
    if isinstance(layer, Weekly):
        over = DAY if layer.ends <= layer.starts else timedelta()
        starts = wall.starts(datetime.combine(day, layer.starts))
        ends = wall.ends(datetime.combine(day + over, layer.ends))
        person, on = layer.person, day.weekday() == layer.weekday
    else:
        number, rest = divmod((day - layer.begins).days, layer.days)
        starts = wall.starts(datetime.combine(day, layer.hands_over))
        after = day + timedelta(days=layer.days)
        ends = wall.starts(datetime.combine(after, layer.hands_over))
        person, on = layer.people[number % len(layer.people)], rest == 0 and number >= 0
    if on and starts and ends:
        yield layer.key, day, person, max(starts, layer.since), min(ends, layer.until)


def _holds(row: Override | Absence, wall: Wall, at: datetime) -> bool:
    starts, ends = wall.starts(row.starts), wall.ends(row.ends)
    return starts is not None and ends is not None and starts <= at < ends


def _who(rows: Rows, wall: Wall, person: UUID, at: datetime) -> UUID | None:
    for one in rows.overrides:
        if one.instead_of == person and _holds(one, wall, at):
            found = one.person
            break
    else:
        found = person
    tried = []
    while found not in tried:
        tried.append(found)
        away = [one for one in rows.absences if one.person == found and _holds(one, wall, at)]
        if not away:
            return found
        if away[-1].stand_in is None:
            return None
        found = away[-1].stand_in
    return None


def roster(zone: str, around: datetime, seed: int) -> Rows:
    """Some roster whose rows have much to do with the days around an instant."""
    dice = random.Random(seed)
    near = around.astimezone(ZoneInfo(zone)).date()

    def hour() -> time:
        return time(dice.choice((0, 1, 2, 3, 8, 17, 22)), dice.choice((0, 15, 30)))

    def wall() -> datetime:
        return datetime.combine(near + timedelta(days=dice.randint(-2, 1)), hour())

    layers: list[Weekly | Rotation] = [
        Weekly(UUID(int=100 + n), PEOPLE[n], (near.weekday() + n // 3 - 1) % 7, hour(), hour())
        for n in range(6)
    ]
    for number, days in enumerate((1, 3, 7)):
        people = tuple(PEOPLE[6:] + MORE[: dice.randint(0, 3)])
        begins = near - timedelta(days=dice.randint(0, 40))
        layers.append(Rotation(UUID(int=200 + number), people, begins, hour(), days))
    since, until = around - timedelta(hours=7), around + timedelta(hours=9)
    layers.append(Weekly(UUID(int=300), PEOPLE[0], near.weekday(), time(0), time(0), since, until))
    one, other = sorted((wall(), wall()))
    away, back = sorted((wall(), wall()))
    overrides = (
        Override(PEOPLE[1], PEOPLE[0], one, other),
        Override(PEOPLE[2], None, away, back),
    )
    absences = (
        Absence(PEOPLE[3], away, back, dice.choice((None, PEOPLE[4]))),
        Absence(PEOPLE[4], one, other, dice.choice((None, PEOPLE[3], PEOPLE[5]))),
    )
    covers = tuple(Cover(UUID(int=200), near + timedelta(days=n), PEOPLE[5]) for n in (0, 1))
    return Rows(zone, tuple(layers), overrides, covers, absences, frozenset([*PEOPLE[:6], *MORE]))


def differences(zone: str, start: datetime, end: datetime, seed: int) -> list[str]:
    """Where the rules and brute force say different things."""
    middle = start + (end - start) / 2
    rows = roster(zone, middle, seed)
    wall = _wall(zone, start - EDGE, end + EDGE)
    spans = duty.spans(rows, start, end)
    asked, found = duty.Duty(rows), []
    for at, expected in on_duty(rows, wall, start, end):
        ours = {s.person for s in spans if s.person and s.starts <= at < s.ends}
        if ours != expected or set(asked.who(at)) != expected:
            found.append(f"{zone} {at:%Y-%m-%d %H:%M} seed {seed}: {ours} for {expected}")
    return found


def changes(zone: str) -> list[datetime]:
    """When clocks are put forward or back in the three years; else the middle of each summer."""
    there, found, at = ZoneInfo(zone), [], BEGINS
    while at < BEGINS + timedelta(days=365 * YEARS):
        if at.astimezone(there).utcoffset() != (at + HOUR).astimezone(there).utcoffset():
            found.append(at + HOUR)
        at += HOUR
    return found or [BEGINS + timedelta(days=180 + 365 * year) for year in range(YEARS)]


def main() -> None:
    """Compare every minute of three years, a week after another, each with a roster of its own."""
    for zone in ZONES:
        found = 0
        for week in range(52 * YEARS):
            start = BEGINS + timedelta(days=7 * week)
            found += len(differences(zone, start, start + timedelta(days=7), week))
        print(f"{zone}: {found} of {52 * YEARS * 7 * 1440} minutes differ", flush=True)


if __name__ == "__main__":
    main()
