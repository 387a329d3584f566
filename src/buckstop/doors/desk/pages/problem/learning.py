"""What let a problem happen, as its page says it beside the services."""

from dataclasses import dataclass
from datetime import datetime

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import REVIEW
from buckstop.doors.desk.pages.problem.above import Above
from buckstop.doors.desk.pages.review.data import CauseShown, causes
from buckstop.doors.desk.reader import Reader
from buckstop.prevention.queries import review_of
from buckstop.problems.queries.problem_view import ProblemView


@dataclass(frozen=True, slots=True)
class Learning:
    """Its causes; where it hurt, its review, and who owes a cause by when."""

    causes: list[CauseShown]
    add: Button | None
    review_url: str
    owed_by: str
    due: datetime | None


def learning(seen: ProblemView, reader: Reader, over: Above) -> Learning | None:
    """None where nothing is owed and nothing was said: then it stands in the menu."""
    if not reader.at_desk:
        return None
    problem = seen.problem
    found = causes(problem, reader) if over.causes else []
    review = review_of(problem) if over.review and problem.is_closed else None
    if not found and review is None:
        return None
    owed = review is not None and review.is_owed
    return Learning(
        causes=found,
        add=button(Spot.LEARNING, Subject(reader=reader, problem=problem, row=review)),
        review_url=REVIEW.url(problem.number) if review else "",
        owed_by=review.debtor.public_name if review and owed else "",
        due=review.due if review and owed else None,
    )
