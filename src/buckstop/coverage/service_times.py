"""A service level as a value: the hours, and how soon and how often there is news. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from buckstop.kit.calendars import Calendar


@dataclass(frozen=True)
class ServiceTimes:
    """A service level: the hours, and how soon and how often there is news, in working minutes."""

    calendar: Calendar
    first_news: int = 30
    news_while_hurting: int = 240
    news_otherwise: int = 600

    def after(self, at: datetime, minutes: int) -> datetime:
        """`minutes` of working time after `at`, and on to the whole minute."""
        due = self.calendar.add_working(at, minutes)
        whole = due.replace(second=0, microsecond=0)
        return whole if whole == due else whole + timedelta(minutes=1)

    def first_news_due(self, at: datetime) -> datetime:
        return self.after(at, self.first_news)

    def may_hurry(self, due: datetime, at: datetime) -> bool:
        """Whether news by `due` is later than saying that it can't wait would make it."""
        return due - at > timedelta(minutes=self.first_news + 1)

    def next_news_due(self, at: datetime, *, hurts_badly: bool) -> datetime:
        return self.after(at, self.news_while_hurting if hurts_badly else self.news_otherwise)
