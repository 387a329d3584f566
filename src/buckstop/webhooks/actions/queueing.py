"""What happened is put before the endpoints that want it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from buckstop.kit.bulk import new_row
from buckstop.ledger.feed import Place, entries_after
from buckstop.webhooks.models import Endpoint, Sending

BATCH = 500
KEPT = timedelta(days=30)


def queue_sendings(*, at: datetime, limit: int = BATCH) -> int:
    """Read the feed on for every endpoint that is on; returns how many entries were looked at."""
    on = Endpoint.objects.filter(ended_at=None, off="").values_list("pk", flat=True)
    return sum(_read_on(key, at, limit) for key in list(on))


def _read_on(key: UUID, at: datetime, limit: int) -> int:
    with transaction.atomic():
        free = Endpoint.objects.select_for_update(skip_locked=True, of=("self",))
        endpoint = free.filter(pk=key, ended_at=None, off="").first()
        if endpoint is None:
            return 0
        rows = entries_after(Place.read(endpoint.place)).exclude(chain=endpoint.chain_id)
        found = list(rows.only("id", "transaction", "code")[:limit])
        if not found:
            return 0
        wanted = [e for e in found if not endpoint.codes or e.code in endpoint.codes]
        made = [
            new_row(Sending, endpoint_id=endpoint.pk, entry_id=e.pk, made_at=at, next_try_at=at)
            for e in wanted
        ]
        # some are there already where the feed goes back, as after a backup was read in
        Sending.objects.bulk_create(made, ignore_conflicts=True)
        Endpoint.objects.filter(pk=endpoint.pk).update(place=str(Place.of(found[-1])))
    return len(found)


def forget_sendings(*, at: datetime, limit: int = 2000) -> int:
    """Forget what is over and was sent more than a month ago; returns how many."""
    old = Sending.objects.filter(made_at__lt=at - KEPT).exclude(state="waiting")
    keys = list(old.order_by("made_at").values_list("pk", flat=True)[:limit])
    Sending.objects.filter(pk__in=keys).delete()
    return len(keys)
