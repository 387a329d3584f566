"""What falls due with what suppliers were asked: their ladder, and plan B."""

from datetime import datetime

from django.db.models import Min

from buckstop.kit.duties import Duty, Order, register
from buckstop.suppliers.actions.counting import count_months
from buckstop.suppliers.actions.silence import attend_asks
from buckstop.suppliers.models import Ask


def _first() -> datetime | None:
    rows = Ask.objects.filter(attend_at__isnull=False)
    found: datetime | None = rows.aggregate(at=Min("attend_at"))["at"]
    return found


register(
    Duty(
        "look at asks of suppliers",
        lambda at: attend_asks(at=at),
        order=Order.DUE + 2,
        due=_first,
    ),
    Duty("count months of suppliers", lambda _at: count_months(), order=Order.UPKEEP),
)
