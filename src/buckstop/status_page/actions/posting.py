"""Programs that subscribed: a ping proves them, what they don't take for five days ends it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from buckstop.configuration.secrets import unseal
from buckstop.status_page.actions.subscribing import confirm, unsubscribe
from buckstop.status_page.models import StatusPost, Subscriber
from buckstop.status_page.posts import ping
from buckstop.webhooks.actions.trying import hold, let_go, settle
from buckstop.webhooks.lines import Lines
from buckstop.webhooks.models import SendingState
from buckstop.webhooks.posting import Job
from buckstop.webhooks.rules import GONE, Result, gives_up

KEPT = timedelta(days=30)
FORGOTTEN = 2_000
_THERE = Subscriber.objects.filter(ended_at=None).exclude(digest="")


class Programs(Lines):
    """Programs that want to hear of the status page."""

    def there(self) -> Iterable[UUID]:
        return _THERE.values_list("pk", flat=True)

    def take(self, room: Mapping[UUID, int], at: datetime) -> list[Job]:
        rows = _THERE.filter(pk__in=room).order_by("pk")
        return [job for row in rows for job in _jobs(row, room[row.pk], at)]

    def put_back(self, keys: Iterable[UUID]) -> None:
        let_go(StatusPost, keys)

    def note(self, results: Mapping[UUID, Result], at: datetime) -> set[UUID]:
        with transaction.atomic():
            locked = StatusPost.objects.select_for_update(of=("self",))
            rows = list(locked.filter(pk__in=results).select_related("subscriber").order_by("pk"))
            settle(StatusPost, rows, results, at)
            whose = {row.subscriber_id: row.subscriber for row in rows}
            return {key for key, one in whose.items() if not _took(one, rows, results, at)}


def _jobs(program: Subscriber, limit: int, at: datetime) -> list[Job]:
    rows = hold(StatusPost.objects.filter(subscriber=program), limit=limit, at=at)
    address, key = unseal(program.hook) or "", unseal(program.secret)
    return [
        Job(row.pk, program.pk, address, (row.body or ping(program, row.made_at)).encode(),
            [key] if key else [])
        for row in rows
    ]  # fmt: skip


def _took(
    program: Subscriber, rows: Iterable[StatusPost], results: Mapping[UUID, Result], at: datetime
) -> bool:
    """Whether it took anything of this; what that says of it is written down."""
    came = [(row, results[row.pk]) for row in rows if row.subscriber_id == program.pk]
    took = [row for row, result in came if result.taken]
    if any(row.is_ping for row in took):
        confirm(program, at=at)
    if took:
        since = None
    elif any(result.status == GONE for _row, result in came):
        unsubscribe(program, at=at)
        return False
    else:
        since = program.failing_since or at
    if gives_up(since, at):
        unsubscribe(program, at=at)
    elif since != program.failing_since:
        Subscriber.objects.filter(pk=program.pk).update(failing_since=since)
    return bool(took)


def forget_posts(*, at: datetime) -> int:
    """Forget what was posted more than a month ago; returns how many."""
    old = StatusPost.objects.filter(made_at__lt=at - KEPT).exclude(state=SendingState.WAITING)
    keys = list(old.order_by("made_at", "pk").values_list("pk", flat=True)[:FORGOTTEN])
    StatusPost.objects.filter(pk__in=keys).delete()
    return len(keys)
