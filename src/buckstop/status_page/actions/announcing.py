"""Subscribers are told when what was promised changed, and never else."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.kit import said_time
from buckstop.people.settings import NAME
from buckstop.people.zones import house_zone_info
from buckstop.status_page.actions.mailing import mail
from buckstop.status_page.address import url
from buckstop.status_page.links import choice_url
from buckstop.status_page.models import Announced, News, Subscriber
from buckstop.status_page.queries import Trouble, board

APART = timedelta(minutes=5)
"""Between two mails to one subscriber; what changes meanwhile stands in one."""
BATCH = 200
_ONE_AT_A_TIME = 7_240_013  # the advisory lock of whoever looks at what changed


def note_changes(*, at: datetime) -> int:
    """See whose promise changed since they were last told; returns how many problems that are."""
    if not url() or not Subscriber.objects.filter(_TOLD).exists():
        return 0
    found = board(at=at)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        told = dict(Announced.objects.values_list("problem", "mark"))
        changed = [one for one in (*found.now, *found.past) if told.get(one.key) != mark_of(one)]
        for one in changed:
            _announce(one, first=one.key not in told)
    return len(changed)


def mark_of(trouble: Trouble) -> str:
    """What customers are promised of it: the newest words, the time of the next, that it is over.
    Another name, another order or another state of the same is none."""
    newest = trouble.said[0].at.isoformat() if trouble.said else ""
    due = trouble.next_news.isoformat() if trouble.next_news and newest else ""
    said = f"{newest}\n{due}\n{trouble.ended_at is not None}"
    return hashlib.sha256(said.encode()).hexdigest()


def _announce(one: Trouble, *, first: bool) -> None:
    Announced.objects.update_or_create(problem_id=one.key, defaults={"mark": mark_of(one)})
    if not one.said or (first and one.ended_at is not None):
        return  # nobody was told in words yet, or all is over by now
    whose = Q(services=[]) | Q(services__overlap=list(one.touches))
    rows = Subscriber.objects.filter(_TOLD, whose).values_list("pk", flat=True)
    News.objects.bulk_create(
        (News(subscriber_id=key, problem_id=one.key) for key in rows), ignore_conflicts=True
    )


_TOLD = Q(confirmed_at__isnull=False, ended_at=None)


def tell_subscribers(*, at: datetime) -> int:
    """One mail to each who has news, and was told nothing lately; returns how many."""
    lately = Q(told_at=None) | Q(told_at__lte=at - APART)
    rows = Subscriber.objects.filter(_TOLD, lately, news__isnull=False).order_by("pk").distinct()
    keys = list(rows.values_list("pk", flat=True)[:BATCH])
    if not keys:
        return 0
    found = board(at=at)
    troubles = {one.key: one for one in (*found.now, *found.past)}
    return sum(_tell(key, troubles, at) for key in keys)


@transaction.atomic
def _tell(key: UUID, troubles: dict[UUID, Trouble], at: datetime) -> int:
    rows = Subscriber.objects.select_for_update(skip_locked=True).filter(_TOLD, pk=key)
    subscriber = rows.first()
    if subscriber is None:
        return 0
    news = News.objects.filter(subscriber=subscriber)
    about = [troubles[row.problem_id] for row in news.order_by("pk") if row.problem_id in troubles]
    news.delete()
    if not about:
        return 0
    mail(subscriber, _subject(about), _text(about, subscriber), at)
    Subscriber.objects.filter(pk=key).update(told_at=at)
    return 1


def next_mail() -> datetime | None:
    """When the next one may be told who waits."""
    rows = Subscriber.objects.filter(_TOLD, news__isnull=False, told_at__isnull=False)
    first = rows.order_by("told_at").values_list("told_at", flat=True).first()
    return first + APART if first else None


def _subject(about: list[Trouble]) -> str:
    if len(about) == 1:
        return f"{NAME.value}: {about[0].subject}"
    n = len(about)
    said = ngettext("%(house)s: news of %(n)s thing", "%(house)s: news of %(n)s things", n)
    return said % {"house": NAME.value, "n": n}


def _text(about: list[Trouble], subscriber: Subscriber) -> str:
    foot = _("All of it: %(page)s\nChange what you hear of, or end it: %(choice)s")
    end = foot % {"page": url(), "choice": choice_url(subscriber)}
    return "\n\n\n".join([*(_part(one) for one in about), f"{end}\n"])


def _part(one: Trouble) -> str:
    zone = house_zone_info()
    lines = [f"{one.subject} ({', '.join(one.services)})"]
    if one.said:
        lines += ["", one.said[0].text.strip()]
    if one.ended_at is not None:
        lines += ["", _("It is over.")]
    elif one.next_news is not None:
        lines += ["", _("Next news by %(time)s.") % {"time": said_time.exact(one.next_news, zone)}]
    return "\n".join(lines)
