"""Which service level is for whom: the first that fits, in the order that people set. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from buckstop.coverage.service_times import ASK_DAYS, ServiceTimes

WEIGHS, GROWS = 100, 15
"""What waiting counts at the default level, and what each day adds to it; in per cent."""
ENOUGH = 30  # of a kind, from which on what was learned of them is believed


@dataclass(frozen=True, slots=True)
class Need:
    """What a level is chosen by: the customer's tier, how much it hurts, the kind of case, the
    services that the problem is about, the address of ours that the customer wrote to."""

    tier: str
    hurts: int
    kind: str
    services: frozenset[UUID] = frozenset()
    address: str = ""


def each_day(said: int, learned: int | None) -> tuple[int, bool]:
    """What a day of waiting adds, in per cent, and whether that was learned: what people said of a
    level holds, where it isn't the usual."""
    return (said, False) if said != GROWS or learned is None else (learned, True)


@dataclass(frozen=True, slots=True)
class Level:
    """A service level: whom it is for, its times, the team that is on call outside its hours, what
    waiting counts, and whether what a day adds was `learned`. An empty tier or kind, `hurts` or
    `service` None, and no `addresses` is anything; the default level is for everything."""

    key: UUID
    name: str
    times: ServiceTimes
    tier: str = ""
    hurts: int | None = None
    kind: str = ""
    on_call: UUID | None = None
    weighs: int = WEIGHS
    grows: int = GROWS
    learned: bool = False
    service: UUID | None = None
    addresses: frozenset[str] = frozenset()

    def fits(self, need: Need) -> bool:
        """Whether it is for `need`; a tier is the same in capitals."""
        return (
            (not self.tier or self.tier.casefold() == need.tier.strip().casefold())
            and self.hurts in (None, need.hurts)
            and self.kind in ("", need.kind)
            and (self.service is None or self.service in need.services)
            and (not self.addresses or need.address in self.addresses)
        )


class Weight(NamedTuple):
    """What waiting counts at a level, and for whom that is; in per cent."""

    tier: str
    hurts: int | None
    kind: str
    service: UUID | None
    addresses: frozenset[str]
    weighs: int
    grows: int


@dataclass(frozen=True, slots=True)
class Levels:
    """The service levels of a house: the default one's times, and those asked before it, in order.

    Of a house with one level nobody need know any tier. `grows` is what a day of waiting adds at
    the default one, in per cent; `learned`: that this is known from its customers.
    """

    default: ServiceTimes
    others: tuple[Level, ...] = ()
    grows: int = GROWS
    learned: bool = False

    @property
    def by_tier(self) -> bool:
        """Whether a customer's tier makes a difference."""
        return any(level.tier for level in self.others)

    @property
    def by_service(self) -> bool:
        """Whether the services that a problem is about make a difference."""
        return any(level.service for level in self.others)

    @property
    def by_address(self) -> bool:
        """Whether the address that they wrote to makes a difference."""
        return any(level.addresses for level in self.others)

    @property
    def by_need(self) -> bool:
        """Whether more is to be read for it than the problem itself."""
        return self.by_tier or self.by_service or self.by_address

    def level(self, need: Need) -> Level | None:
        """The first that fits; None is the default one."""
        return next((level for level in self.others if level.fits(need)), None)

    @property
    def weigh(self) -> bool:
        """Whether waiting counts differently at any of them."""
        each = ((level.weighs, level.grows) for level in self.others)
        return any(one != (WEIGHS, GROWS) for one in (*each, (WEIGHS, self.grows)))

    @property
    def any_learned(self) -> bool:
        """Whether what a day of waiting adds was learned for any of them."""
        return self.learned or any(level.learned for level in self.others)

    @property
    def weights(self) -> tuple["Weight", ...]:
        """The same of each, the default one last; none where it makes no difference."""
        if not self.weigh:
            return ()
        others = (
            Weight(
                one.tier.casefold(), one.hurts, one.kind, one.service, one.addresses,
                one.weighs, one.grows,
            )
            for one in self.others
        )  # fmt: skip
        return (*others, Weight("", None, "", None, frozenset(), WEIGHS, self.grows))

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
    service: UUID | None = None
    addresses: tuple[str, ...] = ()
