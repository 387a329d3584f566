"""Probes leave and come back; where mail stands still, somebody owns that within minutes."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.conversations.actions.telling import note
from buckstop.incoming.models import Alarm, MailAccount, Probe
from buckstop.incoming.queries import SILENT, of_account
from buckstop.incoming.settings import PROBES
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.notices.actions.telling import Reminder, remind
from buckstop.outbox.models import Delivery, DeliveryState
from buckstop.outbox.settings import ADDRESSES, mail_leaves
from buckstop.people.queries import admins
from buckstop.problems.actions.opening import open_problem

PROBE = "probe"
"""Stands in the deliveries of probes; their owner is the probe."""
EVERY = timedelta(minutes=5)
PATIENCE = timedelta(minutes=10)
"""So long a probe may be on its way: with the time until the next, mail that stands still is
somebody's within a quarter of an hour."""
KEPT = timedelta(days=7)
BEFORE = timedelta(days=7)
OUT, IN = "out", "in"
_ENDS = gettext_noop("What lets us into the mail account %(user)s ends on %(day)s: renew it")


def send_probes(*, at: datetime) -> int:
    """Put one on its way to each address of the desk, every five minutes; returns how many."""
    if not (PROBES.value and mail_leaves()):
        return 0
    slot = _slot(at)
    there = Probe.objects.filter(sent_at__gte=slot).values_list("address", flat=True)
    wanted = [one for one in ADDRESSES.value if one not in set(there)]
    with transaction.atomic():
        rows = [Probe(address=one, sent_at=slot) for one in wanted]
        Probe.objects.bulk_create(rows, ignore_conflicts=True)
        kept = set(
            Probe.objects.filter(pk__in=[one.pk for one in rows]).values_list("pk", flat=True)
        )
        Delivery.objects.bulk_create(
            Delivery(kind=PROBE, owner=one.pk, address=one.address, made_at=at, next_try_at=at)
            for one in rows
            if one.pk in kept
        )
    Probe.objects.filter(sent_at__lt=at - KEPT).delete()
    return len(kept)


def _slot(at: datetime) -> datetime:
    seconds = int(EVERY.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)


def watch_mail(*, at: datetime) -> int:
    """Open a problem where mail stands still and none runs for it, and say on it when mail moves
    again; returns how many began or ended."""
    still = dict(_still(at))
    open_ones = {
        row.of: row for row in Alarm.objects.filter(ended_at=None).select_related("problem")
    }
    changed = 0
    for of, title in still.items():
        if of not in open_ones:
            changed += _raise(of, title, at)
    for of, row in open_ones.items():
        if of not in still:
            changed += _end(row, at)
    return changed


def _still(at: datetime) -> Iterable[tuple[str, str]]:
    """What of mail stands still, each with what its problem is called."""
    accounts = MailAccount.objects.filter(ended_at=None).order_by("user", "pk")
    for account in accounts:
        if (account.heard_at or account.added_at) < at - SILENT:
            title = _("The mail account %(user)s isn’t read: %(why)s")
            why = account.why or _("its server doesn’t answer")
            yield of_account(account.pk), title % {"user": account.user, "why": why}
    if not (PROBES.value and mail_leaves()):
        return
    late = _late(at)
    states = dict(
        Delivery.objects.filter(kind=PROBE, owner__in=[one.pk for one in late.values()])
        .values_list("owner", "state")
    )  # fmt: skip
    taken = {of: one for of, one in late.items() if states.get(one.pk) == DeliveryState.SENT}
    if len(taken) < len(late):
        yield OUT, _("Mail doesn’t leave: a letter to ourselves wasn’t taken for ten minutes")
    for address in taken:
        title = _("Mail to %(address)s doesn’t arrive: a letter to ourselves didn’t come back")
        yield f"{IN} {address}", title % {"address": address}


def _late(at: datetime) -> Mapping[str, Probe]:
    """By address the first probe since the last that came back, where it is overdue."""
    rows = Probe.objects.filter(sent_at__gt=at - KEPT, address__in=ADDRESSES.value)
    found: dict[str, Probe] = {}
    back: set[str] = set()
    for row in rows.order_by("-sent_at", "pk"):
        if row.arrived_at is not None:
            back.add(row.address)
        elif row.address not in back:
            found[row.address] = row
    return {of: one for of, one in found.items() if one.sent_at < at - PATIENCE}


def _raise(of: str, title: str, at: datetime) -> bool:
    with acting(by=DESK, at=at) as act:
        if Alarm.objects.filter(of=of, ended_at=None).exists():
            return False
        problem = open_problem(title=title, by=DESK, at=act.at)
        act.flush()
        act.add(Alarm(of=of, problem=problem, since=act.at))
    return True


def _end(row: Alarm, at: datetime) -> bool:
    """It moves again: its problem says so, and stays its owner's to close."""
    with acting(row.problem, by=DESK, at=at) as act:
        row = act.lock(row)
        if row.ended_at is not None:
            return False
        act.change(row, ended_at=act.at)
        if not act.lock(row.problem).is_closed:
            note(row.problem, text=_("Mail moves again."), by=DESK, at=act.at)
    return True


def remind_of_secrets(*, at: datetime) -> int:
    """Tell admins a week before what lets us into a mail account ends; returns how many were."""
    soon = (at + BEFORE).date()
    rows = MailAccount.objects.filter(ended_at=None, secret_ends__lte=soon).order_by("pk")
    found = [
        Reminder(
            person=person.pk,
            once=f"secret of {row.pk.hex} ends {row.secret_ends}",
            sentence=_ENDS,
            values={"user": row.user, "day": str(row.secret_ends)},
            page="/mail-accounts/",
            about=gettext_noop("Mail accounts"),
        )
        for row in rows
        for person in admins()
    ]
    return remind(found, at=at) if found else 0
