"""Filters that say a time as people do, with the exact time on hover.

They read two variables of the page: `now` (aware datetime) and `zone` (the reader's tzinfo). Each
but the last two writes a `<time>` element; without a time it writes nothing.
"""

from collections.abc import Callable
from datetime import datetime, tzinfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from jinja2 import pass_context
from jinja2.runtime import Context

from buckstop.kit import said_time


def _element(words: str, when: datetime, zone: tzinfo, *, tells: str = "") -> SafeString:
    counting = format_html(' data-tells="{}"', tells) if tells else ""
    return format_html(
        '<time datetime="{}" title="{}"{}>{}</time>',
        when.isoformat(timespec="seconds"),
        said_time.exact(when, zone),
        counting,
        words,
    )


@pass_context
def by(context: Context, when: datetime | None) -> str:
    """`by 16:30 today`."""
    now, zone = context["now"], context["zone"]
    return _element(said_time.by(when, now, zone), when, zone) if when else ""


@pass_context
def at(context: Context, when: datetime | None) -> str:
    """`16:30 today`."""
    now, zone = context["now"], context["zone"]
    return _element(said_time.at(when, now, zone), when, zone) if when else ""


@pass_context
def since(context: Context, when: datetime | None) -> str:
    """`since 09:12 today`."""
    now, zone = context["now"], context["zone"]
    return _element(said_time.since(when, now, zone), when, zone) if when else ""


@pass_context
def until(context: Context, when: datetime | None) -> str:
    """`until 18:00`."""
    now, zone = context["now"], context["zone"]
    return _element(said_time.until(when, now, zone), when, zone) if when else ""


@pass_context
def short(context: Context, when: datetime | None) -> str:
    """`16:30`, `tomorrow 10:00`, `3 Dec`."""
    now, zone = context["now"], context["zone"]
    return _element(said_time.short(when, now, zone), when, zone) if when else ""


@pass_context
def clock(context: Context, when: datetime | None) -> str:
    """`16:30`, where the day stands above."""
    zone = context["zone"]
    return _element(said_time.clock(when, zone), when, zone) if when else ""


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


FILTERS: dict[str, Callable[..., str]] = {
    one.__name__: one for one in (by, at, since, until, short, clock, within, left, nearness, day)
}
