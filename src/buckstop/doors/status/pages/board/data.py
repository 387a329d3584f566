"""The status page, set in words; the file is written anew each minute, and says when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from buckstop.kit import said_time
from buckstop.people.settings import NAME
from buckstop.people.zones import house_zone_info
from buckstop.status_page.queries import Board, Component, Trouble
from buckstop.status_page.rules import Standing, days

WORDS = {
    Standing.WORKS: gettext_noop("works"),
    Standing.CHECKED: gettext_noop("fixed, we believe, and watched"),
    Standing.DISTURBED: gettext_noop("disturbed"),
    Standing.STOPPED: gettext_noop("doesn’t work"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One component: how it does, and each of its last 90 days."""

    name: str
    about: str
    state: str
    words: str
    days: list[str]
    past: str


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that all were told."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One trouble."""

    title: str
    services: str
    state: str
    words: str
    began: datetime
    ended: datetime | None
    news_by: datetime | None
    newest: Told | None
    earlier: list[Told]


def context(board: Board, *, now: datetime) -> dict[str, Any]:
    """All that the page says."""
    zone = house_zone_info()
    worst = max((one.standing for one in board.components), default=Standing.WORKS)
    return {
        "house": NAME.value,
        "headline": _headline(board, worst),
        "worst": worst.name.lower(),
        "rows": [row(one, now=now) for one in board.components],
        "troubles": [shown(one) for one in board.now],
        "planned": [
            {
                "title": one.subject,
                "services": ", ".join(one.services),
                "starts": one.starts,
                "ends": one.ends,
                "moved": one.moved_from,
                "late": one.late,
                "news_by": one.next_news,
            }
            for one in board.planned
        ],
        "past": [shown(one) for one in board.past],
        "made": said_time.exact(now, zone),
        "now": now,
        "zone": zone,
    }


def _headline(board: Board, worst: Standing) -> str:
    if worst == Standing.WORKS:
        return _("Everything works, as far as we know.")
    n = sum(one.standing > Standing.CHECKED for one in board.components)
    if not n:
        return _("We believe that it is fixed, and watch it.")
    return ngettext(
        "%(n)s service doesn’t work as it should.", "%(n)s services don’t work as they should.", n
    ) % {"n": n}


def row(one: Component, *, now: datetime) -> Row:
    """One component."""
    each = days(one.past, now=now, zone=house_zone_info())
    n = sum(worst > Standing.WORKS for _day, worst in each)
    said = ngettext("trouble on %(n)s day of 90", "trouble on %(n)s days of 90", n) % {"n": n}
    return Row(
        name=one.name,
        about=one.about,
        state=one.standing.name.lower(),
        words=_(WORDS[one.standing]),
        days=[worst.name.lower() for _day, worst in each],
        past=said if n else _("no trouble in 90 days"),
    )


def shown(one: Trouble) -> Shown:
    """One trouble; where nobody was told in words yet, it says what it is about."""
    services = ", ".join(one.services)
    told = [Told(said.at, said.text) for said in one.said]
    return Shown(
        title=one.subject or _("Trouble with %(services)s") % {"services": services},
        services=services,
        state=one.standing.name.lower(),
        words=_(WORDS[one.standing]),
        began=one.began_at,
        ended=one.ended_at,
        news_by=one.next_news,
        newest=told[0] if told else None,
        earlier=told[1:],
    )
