"""Which lines of the timeline stand within another one: what an act brought with it."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from buckstop.conversations.queries.timeline import Moment
from buckstop.doors.components.shown.timeline import Line

BROUGHT = {
    "problem-opened",
    "case-opened",
    "case-reopened",
    "problem-reopened",
    "problem-closed",
    "tenure-began",
    "news-promised",
    "news-sent",
    "promise-brought-forward",
    "owed-goes-over",
    "owed-ended",
    "words-read",
    "tagged",
    "untagged",
    "field-filled",
    "field-emptied",
}
"""What follows from an act, where it happened in the same transaction."""
SOON = timedelta(minutes=5)
"""An automatic letter belongs to the act before it, if it left that soon."""
MOST_WAITING = 3  # words of theirs that stand above the composer

type Told = tuple[Moment, Line]


def folded(each: list[Told]) -> list[Line]:
    """One line an act, in the order of `each`."""
    found: list[Line] = []
    for _transaction, together in groupby(each, key=_when):
        for line in _acts(list(together)):
            before = found[-1] if found else None
            if before is not None and _is_letter(line) and line.at - before.at <= SOON:
                found[-1] = _with(before, [line])
            else:
                found.append(line)
    return found


def _when(one: Told) -> tuple[int, datetime]:
    """What has one transaction and one instant happened together."""
    return one[0].entry.transaction, one[1].at


def _acts(together: list[Told]) -> list[Line]:
    """The acts of one transaction, each with what it brought: what stands behind it, and with the
    first also what stands before."""
    acts: list[Line] = []
    before: list[Line] = []
    for moment, line in together:
        if moment.entry.code not in BROUGHT:
            acts.append(_with(line, before))
            before = []
        elif acts:
            acts[-1] = _with(acts[-1], [line])
        else:
            before.append(line)
    return acts or [_with(before[0], before[1:])]


def _is_letter(line: Line) -> bool:
    """An automatic letter, without anything that somebody must look at."""
    return line.automatic and not line.delivery_words


def _with(act: Line, lines: list[Line]) -> Line:
    said = [line.what if line.who in ("", act.who) else f"{line.who} {line.what}" for line in lines]
    return replace(act, brought=list(dict.fromkeys([*act.brought, *said])))  # each once


def waiting(lines: list[Line]) -> list[Line]:
    """What customers wrote since we last wrote to them, the newest MOST_WAITING."""
    found = []
    for line in reversed(lines):
        if line.is_ours:
            break
        if line.is_theirs:
            found.append(line)
    return found[:MOST_WAITING][::-1]
