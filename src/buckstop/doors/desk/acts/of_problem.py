"""What all acts on a problem share."""

from functools import cached_property
from typing import Any
from uuid import UUID

from buckstop.coverage.service_times import ServiceTimes
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import DeskAct
from buckstop.doors.desk.acts.spots import Subject
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.problems.models import Problem
from buckstop.problems.queries.levels import times_for


class ProblemAct(DeskAct):
    """An act on a problem, or on a row of it. The verb says who may."""

    before = PROBLEM.route
    in_bar = "problems"
    problem: Problem

    def find(self, **keys: Any) -> None:
        """The problem, and what of it."""
        self.problem = finding.problem(self.reader, keys["number"])
        self.find_row(keys.get("key"))

    def find_row(self, key: UUID | None) -> None:
        """What of the problem it is about; or 404."""

    @cached_property
    def level(self) -> ServiceTimes:
        """The times of the service level that is for it."""
        return times_for(self.problem, self.on_duty.levels)

    @property
    def back(self) -> str:
        return PROBLEM.url(self.problem.number)

    def about(self) -> dict[str, Any]:
        read_to = self.problem.chain.length if self.answers_customers else None
        return {"ref": self.problem.ref, "title": self.problem.title, "seen_entry": read_to}

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        assert on.problem is not None
        return (on.problem.number, on.key) if cls.address.parts > 1 else (on.problem.number,)
