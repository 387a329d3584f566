"""What is running, promised, late and unheard."""

from datetime import datetime, timedelta

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from buckstop.meters.measure import Measure
from buckstop.people.roles import Capability, roles_with
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.commitment import NEWS, UNTOUCHED
from buckstop.problems.models.problem import State

SOON = timedelta(hours=1)


def _owed(at: datetime) -> "QuerySet[Commitment, tuple[str, str, int]]":
    late = Q(due__lte=at, state__in=UNTOUCHED, waits_for=None)
    late &= Q(debtor__role__in=roles_with(Capability.KEEP_TIMES))
    due = Case(
        When(late, then=Value("late")),
        When(due__gt=at, due__lte=at + SOON, then=Value("soon")),
        default=Value("later"),
        output_field=CharField(),
    )
    owed = Commitment.objects.filter(ended_at=None).order_by()
    counted = owed.values(owed=F("kind"), by=due).annotate(n=Count("pk"))
    return counted.values_list("owed", "by", "n")


Measure(
    "problems_running",
    "Problems that aren't closed, by their state.",
    lambda _: Problem.objects.running().order_by().values_list("state").annotate(n=Count("pk")),
    labels=("state",),
)
Measure(
    "problems_without_a_word",
    "Open problems whose customers still wait for a first answer of a person.",
    lambda _: Problem.objects.filter(
        state=State.OPEN, first_word_at=None, waiting_cases__gt=0
    ).values_list("pk"),
)
Measure(
    "oldest_unheard_seconds",
    "How long what a customer wrote has waited for its owner to take it up; the longest.",
    lambda _: (
        Problem.objects.running().filter(unheard_since__isnull=False).values_list("unheard_since")
    ),
    age=True,
)
Measure(
    "promises_open",
    "What is owed, by its kind; `late` past its time, due `soon` (within an hour), or `later`.",
    _owed,
    labels=("kind", "due"),
)
Measure(
    "news_after_miss",
    "Problems whose last promise of news was missed, and whose next isn't kept yet.",
    lambda _: Commitment.objects.filter(kind=NEWS, ended_at=None, after_miss=True).values_list(
        "pk"
    ),
)
Measure(
    "clock_late_seconds",
    "How late the clock is with what it should have looked at the longest ago.",
    lambda at: Commitment.objects.filter(attend_at__lte=at).values_list("attend_at"),
    age=True,
)
