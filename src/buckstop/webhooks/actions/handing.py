"""Parts of sending: what is taken in hand, and what came of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from buckstop.configuration.secrets import unseal
from buckstop.kit.bulk import insert_many, new_row
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.webhooks import entries
from buckstop.webhooks.actions.trying import hold, let_go, settle
from buckstop.webhooks.lines import Lines
from buckstop.webhooks.models import Attempt, Endpoint, Off, Sending
from buckstop.webhooks.payload import payloads
from buckstop.webhooks.posting import Job
from buckstop.webhooks.rules import GONE, Result


class Endpoints(Lines):
    """Programs that hear what happens here."""

    def there(self) -> Iterable[UUID]:
        return Endpoint.objects.filter(ended_at=None).values_list("pk", flat=True)

    def take(self, room: Mapping[UUID, int], at: datetime) -> list[Job]:
        jobs: list[Job] = []
        for endpoint in Endpoint.objects.filter(ended_at=None, pk__in=room):
            jobs += _take(endpoint, room[endpoint.pk], at)
        return jobs

    def put_back(self, keys: Iterable[UUID]) -> None:
        let_go(Sending, keys)

    def note(self, results: Mapping[UUID, Result], at: datetime) -> set[UUID]:
        with transaction.atomic():
            locked = Sending.objects.select_for_update(of=("self",)).select_related("endpoint")
            rows = list(locked.filter(pk__in=results).order_by("pk"))
            settle(Sending, rows, results, at)
            failed = [
                _attempt(row, results[row.pk], at) for row in rows if not results[row.pk].taken
            ]
            if failed:
                insert_many(Attempt, failed)
        return _note_endpoints(rows, results, at)


def _take(endpoint: Endpoint, limit: int, at: datetime) -> list[Job]:
    theirs = Sending.objects.filter(endpoint=endpoint).select_related("entry")
    rows = hold(theirs.filter(entry=None) if endpoint.off else theirs, limit=limit, at=at)
    written = payloads(rows)
    address, keys = unseal(endpoint.sealed) or "", _keys(endpoint, at)
    return [Job(row.pk, endpoint.pk, address, written[row.pk], keys) for row in rows]


def _keys(endpoint: Endpoint, at: datetime) -> list[str]:
    changes = endpoint.former_until is not None and at < endpoint.former_until
    sealed = [endpoint.secret, *([endpoint.former] if changes and endpoint.former else [])]
    return [key for one in sealed if (key := unseal(one)) is not None]


def _attempt(row: Sending, result: Result, at: datetime) -> Attempt:
    return new_row(
        Attempt, sending_id=row.pk, at=at, status=result.status,
        sentence=result.sentence, took=result.took,
    )  # fmt: skip


def _note_endpoints(rows: list[Sending], results: Mapping[UUID, Result], at: datetime) -> set[UUID]:
    """Each endpoint as these results leave it: one that took anything doesn't fail."""
    of: dict[UUID, list[Sending]] = {}
    for row in rows:
        of.setdefault(row.endpoint_id, []).append(row)
    nothing: set[UUID] = set()
    for key, sent in of.items():
        endpoint = sent[0].endpoint
        came = [results[row.pk] for row in sent]
        if any(one.taken for one in came):
            pinged = any(results[row.pk].taken for row in sent if row.entry_id is None)
            _answers(endpoint, pinged, at)
            continue
        nothing.add(key)
        if any(one.status == GONE for one in came):
            turn_off(endpoint, Off.GONE, at=at)
        elif endpoint.failing_since is None:
            still = Endpoint.objects.filter(pk=key, failing_since=None)
            still.update(failing_since=at)
    return nothing


def _answers(endpoint: Endpoint, pinged: bool, at: datetime) -> None:
    if endpoint.off and pinged:
        with acting(endpoint, by=DESK, at=at) as act:
            endpoint = act.lock(endpoint)
            if endpoint.off:
                act.change(endpoint, off="", failing_since=None, problem=None)
                act.record(entries.EndpointOn())
    elif endpoint.failing_since is not None:
        Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=None, problem=None)


def turn_off(endpoint: Endpoint, why: Off, *, at: datetime) -> None:
    """Part of verbs: nothing more is sent to it until it has answered a ping."""
    with acting(endpoint, by=DESK, at=at) as act:
        endpoint = act.lock(endpoint)
        if not endpoint.off and endpoint.ended_at is None:
            act.change(endpoint, off=why.value)
            act.record(entries.EndpointOff(why=why.value))
