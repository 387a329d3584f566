"""What a person must decide: a customer who was asked answered in words, or wasn't reached."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from buckstop.conversations.queries.timeline import Moment, Timeline
from buckstop.doors.components.shown.problem import Asked
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.presenting import cases, problems
from buckstop.mail.thanks import says_broken, says_solved
from buckstop.problems.models import Case
from buckstop.problems.models.case import Held
from buckstop.problems.queries.problem_view import ProblemView

WORDS = ("customer-heard", "words-noted", "understanding-corrected")


def answered(seen: ProblemView) -> bool:
    """Whether an answer of a customer waits for a decision."""
    return any(case.held_because == Held.ANSWERED for case in seen.cases)


def asked(seen: ProblemView, line: Timeline) -> Iterable[Asked]:
    """One box a case that is held, with one press for each way it can go on."""
    for case in seen.cases:
        if case.is_held:
            yield _asked(case, seen, line)


def _asked(case: Case, seen: ProblemView, line: Timeline) -> Asked:
    home = f"{problems.address(seen.problem)}cases/{case.pk}/"
    keep = Button(label=_("Keep asking"), url=f"{home}question/", post=True)
    broken = Button(label=_("Still broken"), url=f"{home}broken/", post=True)
    if case.held_because == Held.UNREACHED:
        told = {"who": cases.speaker(case)}
        title = _("%(who)s was asked whether it is solved, but our mail didn’t arrive") % told
        return Asked(title=title, acts=[keep, broken])
    if case.held_because == Held.UNKNOWN:
        told = {"who": cases.speaker(case)}
        title = (
            _("Somebody wrote after %(who)s was asked whether it is solved: say who it is") % told
        )
        return Asked(title=title, acts=[keep, broken])
    said = _said(case, line)
    speaker = getattr(said.made, "contact", case.contact_id) if said else case.contact_id
    who = line.names.get(speaker)
    title = _("%(who)s answered whether it is solved") % {"who": who or cases.speaker(case)}
    text = "\n\n".join(said.texts.values()) if said else ""
    solved = Button(label=_("Record “Solved”"), url=f"{home}solved/", post=True)
    if says_broken(text):  # a hint, which button is the likelier; a person presses it
        acts = [replace(broken, main=True), solved, keep]
    else:
        acts = [replace(solved, main=says_solved(text)), broken, keep]
    return Asked(title=title, text=text, acts=acts)


def _said(case: Case, line: Timeline) -> Moment | None:
    """What they said last."""
    theirs = (m for m in reversed(line.moments) if m.entry.code in WORDS)
    return next((m for m in theirs if case.pk in m.entry.cases), None)
