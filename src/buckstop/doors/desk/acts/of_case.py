"""What acts on a case have in common."""

from typing import Any
from uuid import UUID

from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Subject
from buckstop.doors.desk.presenting import cases
from buckstop.problems.models import Case


class CaseAct(ProblemAct):
    """An act on one case. In a box about something of a case, the case stands beside it."""

    under = "cases/<uuid:key>/"
    case: Case

    def find_row(self, key: UUID | None) -> None:
        assert key is not None
        self.case = finding.case(self.problem, key)

    @classmethod
    def case_of(cls, on: Subject) -> Case:
        """The case that a button is about."""
        case = on.row if on.beside is None else on.beside
        assert isinstance(case, Case)
        return case

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        assert on.problem is not None
        return (on.problem.number, cls.case_of(on).pk)

    @property
    def customer(self) -> str:
        """Whose case it is."""
        return cases.name(self.case)

    @property
    def contact(self) -> str:
        """Who speaks in it."""
        return self.case.contact.public_name
