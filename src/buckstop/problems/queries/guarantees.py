"""How many problems don't keep a guarantee, over all that there are: for who watches the house."""

from django.db.models import Exists, OuterRef, Q

from buckstop.problems.models import Commitment, Problem, Tenure
from buckstop.problems.models.commitment import NEWS
from buckstop.problems.models.problem import State


def not_owned() -> int:
    """G1: those not owned by exactly one person who is there; or owned, and closed."""
    theirs = Tenure.objects.filter(problem=OuterRef("pk"), person=OuterRef("owner"), ends_at=None)
    left = Q(owner__deactivated_at__isnull=False)
    running = Problem.objects.running().filter(~Exists(theirs) | left)
    return (
        running.count() + Tenure.objects.filter(ends_at=None, problem__state=State.CLOSED).count()
    )


def not_promised() -> int:
    """G2: those of which no news is promised, or by another time than they say."""
    news = Commitment.objects.filter(problem=OuterRef("pk"), kind=NEWS, ended_at=None)
    return Problem.objects.running().filter(~Exists(news.filter(due=OuterRef("news_due")))).count()
