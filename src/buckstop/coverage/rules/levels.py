"""Which service level is for whom: the first that fits, in the order that people set. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from buckstop.coverage.service_times import ASK_DAYS, ServiceTimes

WEIGHS, GROWS = 100, 15
"""What waiting counts at the default level, and what each day adds to it; in per cent."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a level is chosen by: the customer's tier, how much it hurts, the kind of case."""

    tier: str
    hurts: int
    kind: str


@dataclass(frozen=True, slots=True)
class Level:
    """A service level: whom it is for, its times, the team that is on call outside its hours, what
    waiting counts. An empty tier or kind, and `hurts` None, is anything; the default level is for
    everything."""

    key: UUID
    name: str
    times: ServiceTimes
    tier: str = ""
    hurts: int | None = None
    kind: str = ""
    on_call: UUID | None = None
    weighs: int = WEIGHS
    grows: int = GROWS

    def fits(self, need: Need) -> bool:
        """Whether it is for `need`; a tier is the same in capitals."""
        return (
            (not self.tier or self.tier.casefold() == need.tier.strip().casefold())
            and self.hurts in (None, need.hurts)
            and self.kind in ("", need.kind)
        )


class Weight(NamedTuple):
    """What waiting counts at a level, and for whom that is; in per cent."""

    tier: str
    hurts: int | None
    kind: str
    weighs: int
    grows: int


@dataclass(frozen=True, slots=True)
class Levels:
    """The service levels of a house: the default one's times, and those asked before it, in order.

    Of a house with one level nobody need know any tier.
    """

    default: ServiceTimes
    others: tuple[Level, ...] = ()

    @property
    def by_tier(self) -> bool:
        """Whether a customer's tier makes a difference."""
        return any(level.tier for level in self.others)

    def level(self, need: Need) -> Level | None:
        """The first that fits; None is the default one."""
        return next((level for level in self.others if level.fits(need)), None)

    @property
    def weigh(self) -> bool:
        """Whether waiting counts differently at any of them."""
        return any((level.weighs, level.grows) != (WEIGHS, GROWS) for level in self.others)

    @property
    def weights(self) -> tuple["Weight", ...]:
        """The same of each, in order; none where it makes no difference."""
        if not self.weigh:
            return ()
        return tuple(
            Weight(one.tier.casefold(), one.hurts, one.kind, one.weighs, one.grows)
            for one in self.others
        )

    def on_call(self, need: Need, at: datetime) -> UUID | None:
        """The team that what can't wait reaches at `at`, outside the hours of the level."""
        level = self.level(need)
        if level is None or level.on_call is None or level.times.calendar.is_open(at):
            return None
        return level.on_call

    def times(self, needs: Iterable[Need]) -> ServiceTimes:
        """The times for several customers at once: of each, whatever is earliest."""
        found = dict.fromkeys(self.level(need) for need in needs)
        each = [level.times if level else self.default for level in found]
        return each[0].strictest(each[1:]) if each else self.default


@dataclass(frozen=True, slots=True)
class Terms:
    """What people say of a level: whom it is for, its hours, its times in working minutes."""

    name: str
    opens: time
    closes: time
    weekdays: str
    tier: str = ""
    hurts: int | None = None
    kind: str = ""
    zone: str = ""
    country: str = ""
    first_news: int = 30
    news_while_hurting: int = 240
    news_otherwise: int = 600
    fix_aim: int | None = None
    ask_days: int = ASK_DAYS
    days_off: tuple[date, ...] = ()
    days_open: tuple[date, ...] = ()
    on_call: UUID | None = None
    weighs: int = WEIGHS
    grows: int = GROWS
    legal_days: int | None = None
