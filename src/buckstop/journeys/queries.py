"""What was found of journeys, as pages read it."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.journeys.asking import Question
from buckstop.journeys.models import Log, View
from buckstop.ledger.actor import Actor
from buckstop.problems.models import Problem

LARGE = ("given", "kept", "remarks")


def view(question: Question) -> View | None:
    """What is kept of these journeys, without those behind each step; None where nobody asked."""
    return View.objects.filter(key=question.key).defer("behind").first()


def behind(key: UUID) -> View | None:
    """The same with the journeys behind each step and arrow."""
    return View.objects.filter(pk=key).first()


def logs() -> list[Log]:
    """Every log that was brought in, by name; without its bytes."""
    rows = Log.objects.select_related("brought_by").defer(*LARGE)
    return list(rows.order_by("name"))


def problems(numbers: Iterable[str], actor: Actor) -> dict[str, Problem]:
    """The problems of these numbers that the actor may see, by number."""
    wanted = [int(number) for number in numbers]
    rows = Problem.objects.visible_to(actor).filter(number__in=wanted)
    return {str(row.number): row for row in rows}
