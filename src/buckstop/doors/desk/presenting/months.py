"""Months, as pages that go month by month ask for them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.formats import date_format

from buckstop.doors.desk.reader import Reader

EARLIEST, LATEST = 2000, 2200  # years; nothing was done before, nor will be after


@dataclass(frozen=True, slots=True)
class Month:
    """A month where the reader is: when it begins and ends; its name, and those beside it."""

    begins: datetime
    ends: datetime
    name: str
    code: str
    before: str
    after: str


def month_of(day: datetime) -> Month:
    """The month of a day."""
    begins = day.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    ends = (begins + timedelta(days=32)).replace(day=1)
    before = begins - timedelta(days=1)
    return Month(
        begins, ends, date_format(begins, "F Y"),
        f"{begins:%Y-%m}", f"{before:%Y-%m}", f"{ends:%Y-%m}",
    )  # fmt: skip


def asked_month(request: HttpRequest, reader: Reader) -> Month:
    """The month that is asked for; this one where none is, or nonsense."""
    asked = request.GET.get("month", "")
    try:
        day = datetime.strptime(f"{asked[:7]}-01", "%Y-%m-%d").replace(tzinfo=reader.zone)
        if not EARLIEST <= day.year < LATEST:
            raise ValueError(asked)
    except ValueError:
        day = reader.now.astimezone(reader.zone)
    return month_of(day)
