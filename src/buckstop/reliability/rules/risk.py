"""Which customers are at risk, and why: reasons that can be said to somebody who calls. Pure."""

from dataclasses import dataclass
from enum import StrEnum

SILENT_DAYS = 7.0
HARD = 3  # of 7, or less


class Why(StrEnum):
    """What may make a customer leave."""

    MISSED = "missed"
    REOPENED = "reopened"
    ABOVE = "above"  # they asked for somebody above and have no answer
    SILENT = "silent"
    HARD = "hard"
    MANY = "many"


WEIGHTS = {
    Why.ABOVE: 4.0, Why.MISSED: 2.0, Why.REOPENED: 2.0, Why.HARD: 2.0, Why.SILENT: 1.0,
    Why.MANY: 1.0,
}  # fmt: skip
"""How grave each is: by what is said of it, not by a model; there are too few who left."""
AT_RISK = 4.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened to a customer in the last three months, and how it stands now."""

    missed: int = 0
    reopened: int = 0
    unanswered_above: int = 0
    silent_days: float = 0.0
    hard: int = 0
    open_now: int = 0


def reasons(facts: Facts) -> dict[Why, int]:
    """Each reason that holds, with how often or how long."""
    found = {
        Why.ABOVE: facts.unanswered_above,
        Why.MISSED: facts.missed,
        Why.REOPENED: facts.reopened,
        Why.HARD: facts.hard,
        Why.SILENT: int(facts.silent_days) if facts.silent_days >= SILENT_DAYS else 0,
        Why.MANY: facts.open_now if facts.open_now >= 4 else 0,
    }
    return {why: n for why, n in found.items() if n}


def risk(facts: Facts) -> float:
    """The weights of the reasons; what happened more than once counts twice, and no more."""
    found = reasons(facts)
    repeated = (Why.ABOVE, Why.MISSED, Why.REOPENED, Why.HARD)
    return sum(WEIGHTS[why] * (min(n, 2) if why in repeated else 1) for why, n in found.items())


def is_at_risk(facts: Facts) -> bool:
    """Whether somebody should call them."""
    return risk(facts) >= AT_RISK
