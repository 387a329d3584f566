"""What a person must decide: a customer who was asked answered in words, or wasn't reached."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from buckstop.conversations.queries.timeline import Moment, Timeline
from buckstop.doors.components.shown.problem import Asked
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.presenting import cases
from buckstop.mail.thanks import says_broken, says_solved
from buckstop.problems.models import Case
from buckstop.problems.models.case import Held
from buckstop.problems.queries.problem_view import ProblemView

WORDS = ("customer-heard", "words-noted", "understanding-corrected")


def answered(seen: ProblemView) -> bool:
    """Whether an answer of a customer waits for a decision."""
    return any(case.held_because == Held.ANSWERED for case in seen.cases)


def asked(seen: ProblemView, line: Timeline, on: Subject) -> Iterable[Asked]:
    """One box a case that is held, with one press for each way it can go on."""
    for case in seen.cases:
        if case.is_held:
            yield _asked(case, line, replace(on, row=case))


def _asked(case: Case, line: Timeline, on: Subject) -> Asked:
    who = {"who": cases.speaker(case)}
    if case.held_because == Held.UNREACHED:
        title = _("%(who)s was asked whether it is solved, but our mail didn’t arrive") % who
        return Asked(title=title, acts=buttons(Spot.HELD_UNREACHED, on))
    if case.held_because == Held.UNKNOWN:
        wrote = _("Somebody wrote after %(who)s was asked whether it is solved: say who it is")
        return Asked(title=wrote % who, acts=buttons(Spot.HELD_UNREACHED, on))
    said = _said(case, line)
    speaker = getattr(said.made, "contact", case.contact_id) if said else case.contact_id
    who = {"who": line.names.get(speaker) or cases.speaker(case)}
    text = "\n\n".join(said.texts.values()) if said else ""
    title = _("%(who)s answered whether it is solved") % who
    return Asked(title=title, text=text, acts=buttons(_sounds(text), on))


def _sounds(text: str) -> Spot:
    """A hint, which button is the likelier; a person presses it."""
    if says_broken(text):
        return Spot.HELD_BROKEN
    return Spot.HELD_SOLVED if says_solved(text) else Spot.HELD_UNCLEAR


def _said(case: Case, line: Timeline) -> Moment | None:
    """What they said last."""
    theirs = (m for m in reversed(line.moments) if m.entry.code in WORDS)
    return next((m for m in theirs if case.pk in m.entry.cases), None)
