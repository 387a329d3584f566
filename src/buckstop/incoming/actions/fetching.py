"""The mails of a mail account are taken in, and what it has is held against what was taken in.

How far we are is kept with the mails, in one transaction, and is never set anew where a connection
is: whoever reads on begins where the last one ended, whatever was between. That a mail was taken in
is known by a row, told by the folder's numbering, the mail's number and the digest of its bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from buckstop.configuration.secrets import fingerprint_key, seal
from buckstop.conversations.rules import fingerprint
from buckstop.incoming.accounts.client import Folder, Listed
from buckstop.incoming.accounts.recipients import envelope_of
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.models import AccountMail, MailAccount
from buckstop.outbox.settings import ADDRESSES

ALL = timedelta(minutes=10)
"""So often all that an account has is held against what was taken in."""
HEARD = timedelta(seconds=30)
"""So often it is noted that its server answers."""
TOGETHER = 50  # mails that are committed at once


@dataclass(frozen=True, slots=True)
class _Fetched:
    """A mail with its bytes; `left` where it was there before the account was added."""

    mail: Listed
    raw: bytes
    left: bool


def catch_up(account: MailAccount, folder: Folder, *, at: datetime) -> int:
    """Take in what is new, from time to time whatever is missing; returns how many mails came.

    Raises Unreachable where the server doesn't do its part; what came until then is kept.
    """
    if account.uidvalidity != folder.uidvalidity:
        _number_anew(account, folder)
    everything = account.compared_at is None or at - account.compared_at >= ALL
    first = (account.after if everything else account.through) + 1
    there = folder.uids(first)
    done = _done(account, first)
    missing = [uid for uid in there if uid not in done]
    came = 0
    listed = folder.listed(missing)
    for begun in range(0, len(listed), TOGETHER):
        some = list(_fetched(account, folder, listed[begun : begun + TOGETHER]))
        came += _take_in(account, some, at)
    _settle(account, there, first, at, everything=everything)
    return came


def _number_anew(account: MailAccount, folder: Folder) -> None:
    """A folder that is new to us, or whose mails have other numbers than before.

    Of one that is new, what is there already may be left. Where the numbers are new, every mail is
    looked at again, and told by its bytes from those that we have.
    """
    fresh = account.uidvalidity is None
    after, left_until = 0, account.left_until
    if fresh and not account.takes_old:
        there = folder.uids(1)
        after = max(folder.uidnext - 1, *there[-1:], 0)
        newest = folder.listed(there[-1:])
        left_until = newest[0].came_at if newest else None
    _set(
        account,
        uidvalidity=folder.uidvalidity,
        after=after,
        through=after,
        left_until=left_until,
        compared_at=None,
    )


def _done(account: MailAccount, first: int) -> set[int]:
    """The numbers, from `first` on, of what was taken in or left."""
    done = _numbered(account).filter(uid__gte=first, done_at__isnull=False)
    return set(done.values_list("uid", flat=True))


def _numbered(account: MailAccount) -> "QuerySet[AccountMail]":
    """What is known of the mails of the folder's numbering of now."""
    assert account.uidvalidity is not None
    return AccountMail.objects.filter(account=account, uidvalidity=account.uidvalidity)


def _fetched(account: MailAccount, folder: Folder, listed: Sequence[Listed]) -> Iterable[_Fetched]:
    for mail, raw in folder.contents(listed, settings.MESSAGE_LIMIT):
        yield _Fetched(mail, raw, _was_left(account, mail))


def _was_left(account: MailAccount, mail: Listed) -> bool:
    """Whether it was there before the account was added, in a numbering that is no more."""
    if account.left_until is None or mail.came_at is None or account.after:
        return False
    return mail.came_at <= account.left_until


def _take_in(account: MailAccount, fetched: Sequence[_Fetched], at: datetime) -> int:
    """Keep them and that they were taken in, in one transaction; how many were new."""
    key = fingerprint_key()
    prints = [fingerprint(one.raw, key) for one in fetched]
    had = AccountMail.objects.filter(account=account, fingerprint__in=prints, done_at__isnull=False)
    known = set(had.values_list("fingerprint", flat=True))
    fresh: list[Arrived] = []
    rows: list[AccountMail] = []
    for one, print_ in zip(fetched, prints, strict=True):
        left = one.left and print_ not in known
        if not left and print_ not in known:
            known.add(print_)
            fresh.append(_arrived(account, one))
        rows.append(_row(account, one.mail.uid, at, fingerprint=print_, done_at=at, left=left))
    with transaction.atomic():
        keep(fresh, at=at)
        _put(rows)
    return len(fresh)


def _arrived(account: MailAccount, one: _Fetched) -> Arrived:
    path, recipient = envelope_of(one.raw, ADDRESSES.value, account.address)
    cut = one.mail.size > settings.MESSAGE_LIMIT
    says = _("It is larger than the %(mib)d MiB that we take: its rest is in the mail account.")
    remark = says % {"mib": settings.MESSAGE_LIMIT // 1024**2} if cut else ""
    return Arrived(path, (recipient,), one.raw, remark)


def _settle(
    account: MailAccount, there: Sequence[int], first: int, at: datetime, *, everything: bool
) -> None:
    """Note what was listed and couldn't be fetched, what is gone, and how far we are."""
    done = _done(account, first)
    missing = [uid for uid in there if uid not in done]
    with transaction.atomic():
        waits = _numbered(account).filter(done_at=None, uid__gte=first)
        waits.filter(gone_at=None).exclude(uid__in=there).update(gone_at=at)
        waits.filter(uid__in=missing).update(gone_at=None)
        AccountMail.objects.bulk_create(
            [_row(account, uid, at) for uid in missing], ignore_conflicts=True
        )
        upto = min(missing) - 1 if missing else max([*there, account.through])
        _set(
            account,
            through=upto if everything or missing else max(upto, account.through),
            **({"compared_at": at} if everything else {}),
        )


def _row(account: MailAccount, uid: int, at: datetime, **values: Any) -> AccountMail:
    assert account.uidvalidity is not None
    return AccountMail(
        account=account, uidvalidity=account.uidvalidity, uid=uid, listed_at=at, **values
    )


def _put(rows: Sequence[AccountMail]) -> None:
    AccountMail.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["account", "uidvalidity", "uid"],
        update_fields=["fingerprint", "done_at", "gone_at", "left"],
    )


def heard(account: MailAccount, *, at: datetime) -> None:
    """Its server answered rightly."""
    old = account.heard_at is None or at - account.heard_at >= HEARD
    if old or account.failing_since is not None:
        _set(account, heard_at=at, failing_since=None, why="")


def failed(account: MailAccount, why: str, *, at: datetime) -> None:
    """It couldn't be read, since when that is so, and why."""
    _set(account, failing_since=account.failing_since or at, why=why[:500])


def keep_refresh(account: MailAccount, token: str) -> None:
    """The provider gave another refresh token, which counts from now on."""
    _set(account, refresh=seal(token))


def reread(key: UUID) -> MailAccount | None:
    """The account as it is now; None where it is read no more."""
    return MailAccount.objects.filter(pk=key, ended_at=None).first()


def _set(account: MailAccount, **values: Any) -> None:
    for name, value in values.items():
        setattr(account, name, value)
    MailAccount.objects.filter(pk=account.pk).update(**values)
