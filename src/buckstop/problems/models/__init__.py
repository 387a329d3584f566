"""The tables of problems."""

from buckstop.problems.models.case import Case, EffortScore, Stay, Word
from buckstop.problems.models.commitment import Commitment, Escalation, Handoff
from buckstop.problems.models.label import Label, Labelling
from buckstop.problems.models.pin import Pin
from buckstop.problems.models.problem import Problem, Tenure, Understanding

__all__ = [
    "Case",
    "Commitment",
    "EffortScore",
    "Escalation",
    "Handoff",
    "Label",
    "Labelling",
    "Pin",
    "Problem",
    "Stay",
    "Tenure",
    "Understanding",
    "Word",
]
