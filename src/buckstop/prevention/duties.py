"""What falls due in prevention: reviews and preventions that are owed, and what is watched."""

from datetime import datetime

from django.db.models import Min

from buckstop.kit.duties import Duty, Order, register
from buckstop.prevention.actions.reviews import attend_reviews
from buckstop.prevention.actions.suggesting import attend_suggestions
from buckstop.prevention.actions.watching import attend_preventions
from buckstop.prevention.models import Prevention, Review, Suggestion


def _next_review() -> datetime | None:
    rows = Review.objects.filter(attend_at__isnull=False)
    found: datetime | None = rows.aggregate(at=Min("attend_at"))["at"]
    return found


def _next_prevention() -> datetime | None:
    rows = Prevention.objects.filter(attend_at__isnull=False)
    found: datetime | None = rows.aggregate(at=Min("attend_at"))["at"]
    return found


def _next_suggestion() -> datetime | None:
    rows = Suggestion.objects.filter(attend_at__isnull=False)
    found: datetime | None = rows.aggregate(at=Min("attend_at"))["at"]
    return found


register(
    Duty(
        "look at reviews", lambda at: attend_reviews(at=at), order=Order.DUE + 3, due=_next_review
    ),
    Duty(
        "look at preventions",
        lambda at: attend_preventions(at=at),
        order=Order.DUE + 3,
        due=_next_prevention,
    ),
    Duty(
        "look at suggestions",
        lambda at: attend_suggestions(at=at),
        order=Order.DUE + 3,
        due=_next_suggestion,
    ),
)
