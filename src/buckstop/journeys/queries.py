"""What was found of journeys, as pages read it."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.journeys.models import View
from buckstop.ledger.actor import Actor
from buckstop.problems.models import Problem


def view(
    *, days: int, customer: UUID | None = None, service: UUID | None = None, through: str = "",
    never: str = "",
) -> View | None:  # fmt: skip
    """What is kept of these journeys, without those behind each step; None where nobody asked."""
    rows = View.objects.filter(
        days=days, customer=customer, service=service, through=through, never=never
    )
    return rows.defer("behind").first()


def behind(key: UUID) -> View | None:
    """The same with the journeys behind each step and arrow."""
    return View.objects.filter(pk=key).first()


def problems(numbers: Iterable[str], actor: Actor) -> dict[str, Problem]:
    """The problems of these numbers that the actor may see, by number."""
    wanted = [int(number) for number in numbers]
    rows = Problem.objects.visible_to(actor).filter(number__in=wanted)
    return {str(row.number): row for row in rows}
