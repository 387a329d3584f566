"""The tables of problems."""

from buckstop.problems.models.case import Case, EffortScore, Stay, Word
from buckstop.problems.models.commitment import Commitment, Escalation, Handoff
from buckstop.problems.models.problem import Problem, Tenure, Understanding

__all__ = [
    "Case",
    "Commitment",
    "EffortScore",
    "Escalation",
    "Handoff",
    "Problem",
    "Stay",
    "Tenure",
    "Understanding",
    "Word",
]
