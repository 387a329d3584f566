"""Part of verbs: whom a line is for, where nobody said."""

from buckstop.ledger.transaction import Act
from buckstop.problems.models import Case, Problem


def scope(act: Act, problem: Problem, case: Case | None) -> Case | None:
    """The case that a line belongs to: the one given, else the only one there is, else all.

    While a problem has one case, what is said belongs to it: a customer who joins later must not
    read it before it is widened.
    """
    if case is not None:
        return case
    cases = act.rows(Case.objects.filter(problem=problem)[:2])
    return cases[0] if len(cases) == 1 else None
