"""What a supplier and somebody of it must be. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.configuration.zones import check_zone
from buckstop.kit.text import storable
from buckstop.ledger.refused import Refused
from buckstop.people.rules import check_name

WEEK = "0123456"
MOST = 60 * 24 * 28  # minutes within which anybody answers


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Who a supplier is, when it is there, and within how many working minutes it answers where a
    problem stops, slows or doesn't hinder people; 0: it promises nothing. `services` are the keys
    of those of ours that need what it supplies."""

    name: str
    supplies: str = ""
    zone: str = ""
    opens: time = time(8)
    closes: time = time(17)
    weekdays: str = "01234"
    answers_stopped: int = 0
    answers_slowed: int = 0
    answers_unhindered: int = 0
    services: tuple[UUID, ...] = ()

    @property
    def hours(self) -> str:
        """As an entry has them."""
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


@dataclass(frozen=True, kw_only=True)
class Post:
    """What somebody is at their supplier, and whether we turn to them after so many minutes."""

    post: str = ""
    turn_to_after: int | None = None
    always: bool = False


def check_terms(terms: Terms, others: Iterable[str]) -> Terms:
    """The terms in their one form. Refused where they aren't what anybody can keep."""
    name = check_name(terms.name, _("Say what the supplier is called."))
    if name.casefold() in {other.casefold() for other in others}:
        raise Refused("called-so", _("There is a supplier of this name already."), "name")
    days = "".join(day for day in WEEK if day in terms.weekdays)
    if not days:
        raise Refused("no-days", _("Choose the days on which they are there."), "weekdays")
    promised = (terms.answers_stopped, terms.answers_slowed, terms.answers_unhindered)
    if any(not 0 <= minutes <= MOST for minutes in promised):
        raise Refused("bad-minutes", _("Write a time of up to four weeks."), "answers_stopped")
    return Terms(
        name=name,
        supplies=_line(terms.supplies, 300, "supplies"),
        zone=check_zone(terms.zone),
        opens=terms.opens,
        closes=terms.closes,
        weekdays=days,
        answers_stopped=terms.answers_stopped,
        answers_slowed=terms.answers_slowed,
        answers_unhindered=terms.answers_unhindered,
        services=tuple(sorted(set(terms.services))),
    )


def check_post(post: Post) -> Post:
    """The post in its one form. Refused where nobody could be turned to so."""
    after = post.turn_to_after
    if after is not None and not 0 <= after <= MOST:
        raise Refused("bad-minutes", _("Write a time of up to four weeks."), "turn_to_after")
    return Post(post=_line(post.post, 60, "post"), turn_to_after=after, always=post.always)


def _line(text: str, longest: int, field: str) -> str:
    said = " ".join(storable(text).split())
    if len(said) > longest:
        too_long = _("That has more than %(longest)s letters.") % {"longest": longest}
        raise Refused("long", too_long, field)
    return said
