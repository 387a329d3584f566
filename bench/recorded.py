"""What peers reached when they were last measured, on a machine like the makers' own.

Two cores, 24 GB, Debian 12, PostgreSQL 15 on the same machine, the load from the same two cores;
Request Tracker 5.0.3 (Debian), django-helpdesk 2.6.1, Roundup 2.6.0 (PyPI).
"""

from bench.figures import Peer

SOURCE = "recorded 2026-11-21 on a like machine"
RT, HELPDESK, ROUNDUP = "RT", "django-helpdesk", "Roundup"


def _recorded(**values: float) -> list[Peer]:
    names = {"rt": RT, "helpdesk": HELPDESK, "roundup": ROUNDUP}
    return [Peer(names[name], value, SOURCE) for name, value in values.items()]


MAILS_PER_SECOND = _recorded(rt=12.6, helpdesk=100, roundup=60)
"""Mail to committed ticket, eight at a time; django-helpdesk's own function without SMTP."""

TICKET_PAGE = {
    "p50": _recorded(rt=222, helpdesk=41),
    "p95": _recorded(rt=273, helpdesk=57),
}
"""Milliseconds of the page of one ticket, with 200,000 of them."""

HOME_PAGE = {
    "p50": _recorded(rt=117, helpdesk=3463),
    "p95": _recorded(rt=179, helpdesk=3534),
}
LIST_PAGE = {
    "p50": _recorded(rt=488, helpdesk=2085),
    "p95": _recorded(rt=621, helpdesk=2123),
}
SEARCH_RARE = {
    "p50": _recorded(rt=414, helpdesk=1736),
    "p95": _recorded(rt=464, helpdesk=1761),
}
SEARCH_COMMON = {
    "p50": _recorded(rt=591, helpdesk=1842),
    "p95": _recorded(rt=678, helpdesk=1876),
}
MEMORY = _recorded(rt=512, helpdesk=817, roundup=92)
"""MiB (PSS) under load with two workers, without PostgreSQL."""
NO_PAGE: dict[str, list[Peer]] = {"p50": [], "p95": []}
"""None of them has a page for the customer that was measured."""
