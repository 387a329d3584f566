"""Mail that was kept becomes what it is: a new problem, words on a case, a report, a double."""

import logging
from datetime import datetime

from django.db import IntegrityError, InterfaceError, OperationalError, connection

from buckstop.incoming.actions.filing import (
    new_problems,
    on_asks,
    on_cases,
    on_owed,
    on_turns,
    repeats,
    unread,
)
from buckstop.incoming.actions.filing.blocked import keep_blocked
from buckstop.incoming.actions.filing.complaints import complained
from buckstop.incoming.actions.filing.probes import keep_probes
from buckstop.incoming.actions.filing.reports import came_back
from buckstop.incoming.actions.filing.signals import keep_signals
from buckstop.incoming.actions.keep import ENOUGH, claim, give_back
from buckstop.incoming.matching.crowds import look_up_crowds
from buckstop.incoming.matching.known import Known, look_up
from buckstop.incoming.matching.reports import is_about_notice
from buckstop.incoming.models import Intake
from buckstop.incoming.reading import ReadMail, read

BATCH = 200
log = logging.getLogger(__name__)
_interrupted: list[Intake] = []  # what this process had claimed when the database went away


def receive(*, at: datetime, limit: int = BATCH) -> int:
    """Read the mails that wait, many in one transaction; returns how many were taken up.

    Raises Django's OperationalError where the database is away: what was claimed is given back as
    soon as it is there again.
    """
    give_back(_interrupted, at=at)
    _interrupted.clear()
    claimed = claim(at=at, limit=limit)
    try:
        _take_up(claimed, at)
    except (OperationalError, InterfaceError):
        _interrupted.extend(claimed)
        raise
    return len(claimed)


def _take_up(claimed: list[Intake], at: datetime) -> None:
    if not claimed:
        return
    if claimed[0].tries > ENOUGH:
        unread.keep_whole(claimed[0], at=at)
        return
    try:
        try:
            take_in([read(intake) for intake in claimed], at)
        except IntegrityError:  # another worker heard the same mail in the same instant
            take_in([read(intake) for intake in claimed], at)
    except Exception as failure:  # noqa: BLE001 - one mail must never stop the others
        _stop_if_away(failure)
        if len(claimed) > 1:
            log.warning("%s mails are taken one by one: %s", len(claimed), type(failure).__name__)
        for intake in claimed:
            _take_alone(intake, at)


def _take_alone(intake: Intake, at: datetime) -> None:
    """One mail that can't be taken in must not stop the ones behind it."""
    try:
        take_in([read(intake)], at)
    except Exception as failure:  # noqa: BLE001 - one mail must never stop the others
        _stop_if_away(failure)
        log.error("mail %s could not be taken in: %s", intake.pk, type(failure).__name__)
        if intake.tries >= ENOUGH:
            unread.keep_whole(intake, at=at)


def _stop_if_away(failure: BaseException) -> None:
    """No mail is at fault where the database is gone."""
    if isinstance(failure, OperationalError | InterfaceError) and not connection.is_usable():
        connection.close()
        raise failure


def take_in(mails: list[ReadMail], at: datetime) -> None:
    """Make each mail what it is."""
    mails = keep_signals(keep_probes(mails, at), at)
    known = look_up(mails)
    mails = keep_blocked(mails, known, at)
    fresh = [mail for mail in mails if not _is_settled(mail, known, at)]
    if not fresh:
        return
    crowds = look_up_crowds(fresh, at)
    opening = []
    for mail in fresh:
        join = crowds.joins(mail)
        if join is not None and known.same_as(mail, None) is None:
            on_cases.join_case(mail, join, at)
            crowds.count(mail)
            known.note(mail, join.case.pk)
        else:
            opening.append(mail)
    if opening:
        new_problems.open_all(opening, known, crowds, at)


def _is_settled(mail: ReadMail, known: Known, at: datetime) -> bool:
    """Whether the mail became something that needs no new problem."""
    ours = known.came_back(mail)
    if ours is not None and mail.parsed.bounce is None:
        repeats.note_ours(mail, ours, at)
        return True
    ask = known.ask_of(mail)
    owed = known.owed_of(mail) if ask is None else None
    case = known.case_of(mail) if ask is None and owed is None else None
    first = known.same_as(mail, ask or case or (owed and owed[0]))
    if first is not None:
        repeats.drop_double(mail, first, at)
        return True
    if complained(mail, at):
        return True
    reports = mail.parsed.bounce is not None or is_about_notice(mail)
    if reports and came_back(mail, at):
        return True
    if ask is not None:
        on_asks.put_on_ask(mail, ask, known, at)
        return True
    if (turn := known.turn_of(mail)) is not None:
        return on_turns.put_on_turn(mail, turn, at)
    if owed is not None:
        return on_owed.put_on_owed(mail, *owed, known, at)
    if case is not None:
        on_cases.put_on_case(mail, case, known, at)
        return True
    return False
