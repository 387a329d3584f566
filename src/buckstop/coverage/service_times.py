"""A service level as a value: the hours, and how soon and how often there is news, and by
when we aim to have it fixed. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from buckstop.kit.calendars import Calendar

ASK_DAYS = 30
"""How long nobody is asked again how easy it was, where no level says otherwise."""


TIMES: Mapping[str, str] = {
    "first_news": "first", "news_while_hurting": "hurting", "news_otherwise": "otherwise",
    "fix_aim": "aim", "ask_days": "ask", "legal_days": "legal",
}  # fmt: skip
"""What a level promises: its columns, which values and terms call the same, and their names in
entries. Whoever copies, records, replays or reads levels goes by this."""


@dataclass(frozen=True)
class ServiceTimes:
    """A service level: the hours, and how soon and how often there is news, in working minutes;
    `legal_days` within which a law wants a final answer.

    Where several customers wait, those of the others stand `beside`, and the earliest time counts.
    """

    calendar: Calendar
    first_news: int = 30
    news_while_hurting: int = 240
    news_otherwise: int = 600
    fix_aim: int | None = None
    ask_days: int = ASK_DAYS
    legal_days: int | None = None
    beside: tuple["ServiceTimes", ...] = ()

    def strictest(self, others: Iterable["ServiceTimes"]) -> "ServiceTimes":
        """These times and those of `others`: of each, whatever is earliest."""
        return replace(self, beside=(*self.beside, *others))

    @property
    def each(self) -> tuple["ServiceTimes", ...]:
        """Every level that counts."""
        return (replace(self, beside=()), *self.beside) if self.beside else (self,)

    def after(self, at: datetime, minutes: int) -> datetime:
        """`minutes` of working time after `at`, and on to the whole minute."""
        due = min(one.calendar.add_working(at, minutes) for one in (self, *self.beside))
        whole = due.replace(second=0, microsecond=0)
        return whole if whole == due else whole + timedelta(minutes=1)

    def first_news_due(self, at: datetime) -> datetime:
        return min(one.after(at, one.first_news) for one in self.each)

    @property
    def soonest(self) -> timedelta:
        """How soon a first word comes by the clock, of those for whom it can't wait."""
        return timedelta(minutes=min(one.first_news for one in self.each))

    def may_hurry(self, due: datetime, at: datetime) -> bool:
        """Whether news by `due` is later than saying that it can't wait would make it."""
        return due - at > self.soonest + timedelta(minutes=1)

    def fix_due(self, at: datetime) -> datetime | None:
        """By when we aim to have it fixed; None where no level that counts says so."""
        aims = [one.after(at, one.fix_aim) for one in self.each if one.fix_aim is not None]
        return min(aims, default=None)

    @property
    def asks_after(self) -> timedelta | None:
        """How long who was asked how easy it was isn't asked again; None: nobody is asked."""
        days = [one.ask_days for one in self.each]
        return timedelta(days=max(days)) if all(days) else None

    def next_news_due(self, at: datetime, *, hurts_badly: bool) -> datetime:
        return min(one.after(at, one.news_every(hurts_badly)) for one in self.each)

    def news_every(self, hurts_badly: bool) -> int:
        """After how many working minutes this level has news again."""
        return self.news_while_hurting if hurts_badly else self.news_otherwise
