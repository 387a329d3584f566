"""What we call who owns a case, to its customer."""

from buckstop.people.brands import voice
from buckstop.people.naming import called
from buckstop.problems.models import Case


def owner_called(case: Case) -> str:
    """Their first name; the house’s where nobody here has owned it yet."""
    owner = case.problem.owned_by
    return called(owner.public_name) if owner else voice(case.brand).name


def owner_named(case: Case) -> str:
    """Their whole name; nothing where nobody here has owned it yet."""
    owner = case.problem.owned_by
    return owner.public_name if owner else ""
