"""Mail that came in and isn't simply somebody's: not read yet, kept apart, our own."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.conversations.queries.doubts import undecided
from buckstop.doors.components.shown.lists import IncomingRow
from buckstop.doors.desk.presenting.problems import address
from buckstop.incoming.queries import came_back, unread

SHOWN = 100


def incoming(at: datetime) -> list[IncomingRow]:
    """What waits to be read, what is kept apart, and what of ours came back, in that order."""
    return [*_unread(at), *_apart(), *_ours(at)]


def _unread(at: datetime) -> list[IncomingRow]:
    return [
        IncomingRow(
            title=_("A mail from %(who)s") % {"who": row.envelope_from or _("a null return path")},
            why=_("It waits to be read.")
            if row.tries < 2
            else _("Reading it was broken off %(n)d times.") % {"n": row.tries - 1},
            at=row.received_at,
        )
        for row in unread(at)[:SHOWN]
    ]


def _apart() -> list[IncomingRow]:
    return [
        IncomingRow(
            title=doubt.name or doubt.address or _("Somebody without an address"),
            why=_("Nobody knows them here: its owner has to say whose words they are."),
            at=doubt.at,
            ref=doubt.case.problem.ref,
            url=address(doubt.case.problem),
        )
        for doubt in undecided()[:SHOWN]
    ]


def _ours(at: datetime) -> list[IncomingRow]:
    return [
        IncomingRow(
            title=message.case.title if message.case else message.problem.title,
            why=_("A mail of our own came back to us whole; nothing was done with it."),
            at=row.received_at,
            ref=message.problem.ref,
            url=address(message.problem),
        )
        for row, message in came_back(at)
    ]
