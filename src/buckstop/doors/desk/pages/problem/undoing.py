"""What can be taken back from its line in the timeline, besides words that haven't left."""

from collections.abc import Mapping
from uuid import UUID

from buckstop.conversations.queries.timeline import Timeline
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.reader import Reader
from buckstop.problems.entries.cases import CaseMovedIn, CaseVoided, WordRecorded
from buckstop.problems.queries.problem_view import ProblemView

SPOTS: Mapping[str, Spot] = {
    CaseMovedIn.code: Spot.LINE_MOVED,
    CaseVoided.code: Spot.LINE_VOIDED,
    WordRecorded.code: Spot.LINE_RECORDED,
}


def undos(line: Timeline, seen: ProblemView, reader: Reader) -> dict[UUID, Button]:
    """By the key of its entry: the way to undo it, of the last such act on each case."""
    cases = {case.pk: case for case in seen.cases}
    last: dict[tuple[str, UUID], UUID] = {}
    for moment in line.moments:
        code, case = moment.entry.code, getattr(moment.made, "case", None)
        if code in SPOTS and case in cases and moment.entry.chain_id == seen.problem.chain_id:
            last[code, case] = moment.entry.pk
    found = {}
    for (code, case), entry in last.items():
        on = Subject(reader=reader, problem=seen.problem, view=seen, row=cases[case])
        if offered := button(SPOTS[code], on):
            found[entry] = offered
    return found
