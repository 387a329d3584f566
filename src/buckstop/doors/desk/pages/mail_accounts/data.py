"""Mail accounts and providers that post mail, as their page lists them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.reader import Reader
from buckstop.incoming import queries
from buckstop.incoming.models import AccountMail, MailAccount, MailWebhook, PostedMail, Posts
from buckstop.outbox.providers.known import BY_API


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account: where it is, for whom its mail is, how it does."""

    name: str
    about: str
    says: str
    wrong: str
    problem: str
    problem_url: str
    since: datetime | None
    heard_at: datetime | None
    compared_at: datetime | None
    buttons: list[Button]


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """One provider that posts mail: for whom, how many mails, and what is wrong."""

    name: str
    reports: bool
    address: str
    count: int
    says: str
    newest_at: datetime | None
    heard_at: datetime | None
    wrong: str
    buttons: list[Button]


def webhooks(reader: Reader) -> list[WebhookRow]:
    """Every provider whose mail is taken."""
    mails = PostedMail.objects.order_by().values("webhook")
    found = mails.annotate(n=Count("pk"), newest=Max("at"))
    counted: dict[Any, Any] = {one["webhook"]: one for one in found}
    return [_webhook(one, counted.get(one.pk, {}), reader) for one in queries.webhooks()]


def _webhook(one: MailWebhook, counted: dict[str, Any], reader: Reader) -> WebhookRow:
    n = counted.get("n", 0)
    says = ngettext("%(n)s mail was taken in.", "%(n)s mails were taken in.", n)
    waits = _("Nothing is let in until the key that it signs with is written under Change.")
    return WebhookRow(
        name=BY_API[one.provider].label,
        reports=one.posts == Posts.REPORTS,
        address=one.address,
        count=n,
        says=says % {"n": n},
        newest_at=counted.get("newest"),
        heard_at=one.heard_at,
        wrong=one.why if one.secret else waits,
        buttons=buttons(Spot.MAIL_WEBHOOK, Subject(reader=reader, row=one)),
    )


def rows(reader: Reader) -> list[AccountRow]:
    """Every account that is read."""
    here = _counts(AccountMail.objects.filter(done_at__isnull=False, left=False))
    away = _counts(queries.missing())
    found = queries.accounts()
    return [_row(one, here.get(one.pk, 0), away.get(one.pk, 0), reader) for one in found]


def _counts(mails: object) -> dict[object, int]:
    assert hasattr(mails, "values")
    grouped = mails.order_by().values("account").annotate(n=Count("pk"))  # type: ignore[attr-defined]
    return {row["account"]: row["n"] for row in grouped}


def _row(one: MailAccount, here: int, away: int, reader: Reader) -> AccountRow:
    told = {"host": one.host, "folder": one.folder, "address": one.address}
    says = ngettext("%(n)s mail was taken in.", "%(n)s mails were taken in.", here) % {"n": here}
    alarm = queries.alarm(queries.of_account(one.pk))
    problem = alarm.problem if alarm else None
    missing = ngettext(
        "%(n)s mail is there and couldn’t be taken in yet.",
        "%(n)s mails are there and couldn’t be taken in yet.",
        away,
    )
    wrong = [one.why] if one.failing_since else []
    wrong += [missing % {"n": away}] if away else []
    return AccountRow(
        name=one.user,
        about=_("%(folder)s at %(host)s, for %(address)s") % told,
        says=says,
        wrong=" ".join(wrong),
        problem=problem.ref if problem else "",
        problem_url=PROBLEM.url(problem.number) if problem else "",
        since=one.failing_since,
        heard_at=one.heard_at,
        compared_at=one.compared_at,
        buttons=buttons(Spot.MAIL_ACCOUNT, Subject(reader=reader, row=one)),
    )


def summary() -> str:
    """`2 accounts are read. 1 provider posts mail.`"""
    n, posting = queries.accounts().count(), queries.webhooks().count()
    if not n and not posting:
        return _("None: your mail server hands mail over itself.")
    read = ngettext("%(n)s account is read.", "%(n)s accounts are read.", n) % {"n": n}
    post = ngettext("%(n)s provider posts mail.", "%(n)s providers post mail.", posting)
    return " ".join([*([read] if n else []), *([post % {"n": posting}] if posting else [])])
