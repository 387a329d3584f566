"""Tags that say a time as people do, with the exact time on hover.

They read two context variables: `now` (aware datetime) and `zone` (the reader's tzinfo), which the
context processor `buckstop.doors.components.context.screen` sets. Each writes a `<time>` element;
without a time it writes nothing.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from buckstop.kit import said_time

register = template.Library()


def _now_and_zone(context: Mapping[str, Any] | Context) -> tuple[datetime, tzinfo]:
    return context["now"], context["zone"]


def _element(words: str, when: datetime, zone: tzinfo, *, tells: str = "") -> SafeString:
    counting = format_html(' data-tells="{}"', tells) if tells else ""
    return format_html(
        '<time datetime="{}" title="{}"{}>{}</time>',
        when.isoformat(timespec="seconds"),
        said_time.exact(when, zone),
        counting,
        words,
    )


@register.simple_tag(takes_context=True)
def by(context: Context, when: datetime | None) -> str:
    """`by 16:30 today`."""
    now, zone = _now_and_zone(context)
    return _element(said_time.by(when, now, zone), when, zone) if when else ""


@register.simple_tag(takes_context=True)
def at(context: Context, when: datetime | None) -> str:
    """`16:30 today`."""
    now, zone = _now_and_zone(context)
    return _element(said_time.at(when, now, zone), when, zone) if when else ""


@register.simple_tag(takes_context=True)
def since(context: Context, when: datetime | None) -> str:
    """`since 09:12 today`."""
    now, zone = _now_and_zone(context)
    return _element(said_time.since(when, now, zone), when, zone) if when else ""


@register.simple_tag(takes_context=True)
def until(context: Context, when: datetime | None) -> str:
    """`until 18:00`."""
    now, zone = _now_and_zone(context)
    return _element(said_time.until(when, now, zone), when, zone) if when else ""


@register.simple_tag(takes_context=True)
def short(context: Context, when: datetime | None) -> str:
    """`16:30`, `tomorrow 10:00`, `3 Dec`."""
    now, zone = _now_and_zone(context)
    return _element(said_time.short(when, now, zone), when, zone) if when else ""


@register.simple_tag(takes_context=True)
def within(context: Context, when: datetime | None) -> str:
    """`in 34 minutes`; counts down in the browser."""
    now, zone = _now_and_zone(context)
    return _element(said_time.within(when, now), when, zone, tells="within") if when else ""


@register.simple_tag(takes_context=True)
def left(context: Context, when: datetime | None) -> str:
    """`12 min`; counts down in the browser."""
    now, zone = _now_and_zone(context)
    return _element(said_time.left(when, now), when, zone, tells="left") if when else ""


@register.simple_tag(takes_context=True)
def nearness(context: Context, when: datetime | None) -> str:
    """`past`, `soon` or `later`: for a class name. Empty without a time."""
    return said_time.nearness(when, context["now"]) if when else ""


@register.simple_tag(takes_context=True)
def said_day(context: Context, when: datetime) -> str:
    """`today`, `yesterday`, `on 3 December`: plain words, to group lines by."""
    now, zone = _now_and_zone(context)
    return said_time.day(when, now, zone)


@register.simple_tag(takes_context=True)
def clock(context: Context, when: datetime) -> str:
    """`16:30`, where the day stands above."""
    _now, zone = _now_and_zone(context)
    return _element(said_time.clock(when, zone), when, zone)
