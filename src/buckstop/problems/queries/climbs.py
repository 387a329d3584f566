"""How ladders are climbed."""

from uuid import UUID

from buckstop.problems.models import Commitment


def held(team: UUID | None) -> int:
    """How much waits for somebody to come on duty, since nobody was there to hear of it; on
    problems that are with that team, None being the service desk."""
    waiting = Commitment.objects.exclude(held="")
    return waiting.filter(problem__team=team).count()
