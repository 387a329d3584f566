"""Filters that say a time as people do, with the exact time on hover.

They read two variables of the page: `now` (aware datetime) and `zone` (the reader's tzinfo). Each
but the last four writes a `<time>` element; without a time it writes nothing.
"""

from collections.abc import Callable
from datetime import date, datetime, tzinfo

from django.utils.safestring import SafeString
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import escape

from buckstop.kit import said_time


def _element(words: str, when: datetime, zone: tzinfo, *, tells: str = "") -> SafeString:
    """Put together by hand, each value escaped: a page has a hundred of them."""
    counting = f' data-tells="{tells}"' if tells else ""
    exact, at = escape(said_time.exact(when, zone)), _stamp(when)
    return SafeString(f'<time datetime="{at}" title="{exact}"{counting}>{escape(words)}</time>')


def _stamp(when: datetime) -> str:
    """For the browser, to the second; of UTC, as nearly all are, the short form."""
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")


def _filter(words: Callable[[datetime, datetime, tzinfo], str]) -> Callable[..., str]:
    """The filter that says a time so, for its reader."""

    @pass_context
    def said(context: Context, when: datetime | None) -> str:
        now, zone = context["now"], context["zone"]
        return _element(words(when, now, zone), when, zone) if when else ""

    return said


@pass_context
def clock(context: Context, when: datetime | None) -> str:
    """`16:30`, where the day stands above."""
    zone = context["zone"]
    return _element(said_time.clock(when, zone), when, zone) if when else ""


@pass_context
def span(context: Context, starts: datetime, ends: datetime) -> str:
    """`14:00 – 15:30 on Tuesday`, in the order of the language."""
    now, zone = context["now"], context["zone"]
    words = said_time.span(
        starts, ends, now, zone, mark=lambda said, when: _element(said, when, zone)
    )
    return SafeString(words)


@pass_context
def within(context: Context, when: datetime | None) -> str:
    """`in 34 minutes`; counts down in the browser."""
    now, zone = context["now"], context["zone"]
    return _element(said_time.within(when, now), when, zone, tells="within") if when else ""


@pass_context
def left(context: Context, when: datetime | None) -> str:
    """`12 min`; counts down in the browser."""
    now, zone = context["now"], context["zone"]
    return _element(said_time.left(when, now), when, zone, tells="left") if when else ""


@pass_context
def nearness(context: Context, when: datetime | None) -> str:
    """`past`, `soon` or `later`: for a class name. Empty without a time."""
    return said_time.nearness(when, context["now"]) if when else ""


@pass_context
def day(context: Context, when: datetime) -> str:
    """`today`, `yesterday`, `on 3 December`: plain words, to group lines by."""
    return said_time.day(when, context["now"], context["zone"])


@pass_context
def dated(context: Context, when: date) -> str:
    """`3 December 2026`; of a time, the day that it is where the reader is."""
    local = when.astimezone(context["zone"]) if isinstance(when, datetime) else when
    return said_time.date_and_year(local)


@pass_context
def on_paper(context: Context, when: datetime) -> str:
    """`3 December 2026, 16:30`: nobody knows of a sheet of paper when its today was."""
    return f"{dated(context, when)}, {said_time.clock(when, context['zone'])}"


FILTERS: dict[str, Callable[..., str]] = {
    "by": _filter(said_time.by),  # by 16:30 today
    "at": _filter(said_time.at),  # 16:30 today
    "since": _filter(said_time.since),  # since 09:12 today
    "until": _filter(said_time.until),  # until 18:00
    "short": _filter(said_time.short),  # 16:30, tomorrow 10:00, 3 Dec
    **{one.__name__: one for one in (clock, dated, on_paper, span, within, left, nearness, day)},
}
