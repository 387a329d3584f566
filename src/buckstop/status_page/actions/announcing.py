"""Subscribers are told when what was promised changed, and never else."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.kit import said_time
from buckstop.people.settings import NAME
from buckstop.people.zones import house_zone_info
from buckstop.signals.models import WorkState
from buckstop.status_page import posts
from buckstop.status_page.actions.mailing import mail
from buckstop.status_page.address import url
from buckstop.status_page.links import choice_url
from buckstop.status_page.models import (
    Announced,
    AnnouncedWork,
    News,
    StatusPost,
    Subscriber,
)
from buckstop.status_page.planned import Planned
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
        known = dict(AnnouncedWork.objects.values_list("work", "mark"))
        work = [one for one in (*found.planned, *found.over) if known.get(one.key) != mark_of(one)]
        for each in work:
            _announce_work(each, first=each.key not in known)
    return len(changed) + len(work)


def mark_of(one: Trouble | Planned) -> str:
    """What customers are promised of it: the newest words, the time of the next, that it is over;
    of planned work from when to when, and how it went. Another name, another order or another state
    of the same is none."""
    said = _of_work(one) if isinstance(one, Planned) else _of_trouble(one)
    return hashlib.sha256(said.encode()).hexdigest()


def _of_work(one: Planned) -> str:
    due = one.next_news.isoformat() if one.late and one.next_news else ""
    return f"{one.starts.isoformat()}\n{one.ends.isoformat()}\n{one.state}\n{due}"


def _of_trouble(trouble: Trouble) -> str:
    newest = trouble.said[0].at.isoformat() if trouble.said else ""
    due = trouble.next_news.isoformat() if trouble.next_news and newest else ""
    return f"{newest}\n{due}\n{trouble.ended_at is not None}"


def _announce(one: Trouble, *, first: bool) -> None:
    Announced.objects.update_or_create(problem_id=one.key, defaults={"mark": mark_of(one)})
    if not one.said or (first and one.ended_at is not None):
        return  # nobody was told in words yet, or all is over by now
    News.objects.bulk_create(
        (News(subscriber_id=key, problem_id=one.key) for key in _whose(one)), ignore_conflicts=True
    )


def _announce_work(one: Planned, *, first: bool) -> None:
    AnnouncedWork.objects.update_or_create(work_id=one.key, defaults={"mark": mark_of(one)})
    if first and one.state in (WorkState.KEPT, WorkState.CALLED_OFF):
        return  # nobody was told that it would be
    News.objects.bulk_create(
        (News(subscriber_id=key, work_id=one.key) for key in _whose(one)), ignore_conflicts=True
    )


def _whose(one: Trouble | Planned) -> list[UUID]:
    """Who wants to hear of what it touches."""
    whose = Q(services=[]) | Q(services__overlap=list(one.touches))
    rows = Subscriber.objects.filter(_TOLD, whose).order_by("pk")
    return list(rows.values_list("pk", flat=True))


_TOLD = Q(confirmed_at__isnull=False, ended_at=None)


def tell_subscribers(*, at: datetime) -> int:
    """One mail to each who has news, and was told nothing lately, and to a program at once one post
    of each thing; returns how many were told."""
    lately = Q(told_at=None) | Q(told_at__lte=at - APART) | ~Q(digest="")
    rows = Subscriber.objects.filter(_TOLD, lately, news__isnull=False).order_by("pk").distinct()
    keys = list(rows.values_list("pk", flat=True)[:BATCH])
    if not keys:
        return 0
    found = board(at=at)
    about: dict[UUID, Trouble | Planned] = {one.key: one for one in (*found.now, *found.past)}
    about |= {one.key: one for one in (*found.planned, *found.over)}
    return sum(_tell(key, about, at) for key in keys)


@transaction.atomic
def _tell(key: UUID, known: Mapping[UUID, Trouble | Planned], at: datetime) -> int:
    rows = Subscriber.objects.select_for_update(skip_locked=True).filter(_TOLD, pk=key)
    subscriber = rows.first()
    if subscriber is None:
        return 0
    news = News.objects.filter(subscriber=subscriber)
    keys = [row.problem_id or row.work_id for row in news.order_by("pk")]
    about = [known[one] for one in keys if one is not None and one in known]
    news.delete()
    if not about:
        return 0
    if subscriber.digest:
        bodies = [posts.said(one, subscriber, at) for one in about]
        StatusPost.objects.bulk_create(
            StatusPost(subscriber=subscriber, body=body, made_at=at, next_try_at=at)
            for body in bodies
        )
    else:
        mail(subscriber, _subject(about), _text(about, subscriber), at)
    Subscriber.objects.filter(pk=key).update(told_at=at)
    return 1


def next_mail() -> datetime | None:
    """When the next one may be told who waits."""
    rows = Subscriber.objects.filter(_TOLD, news__isnull=False, told_at__isnull=False, digest="")
    first = rows.order_by("told_at").values_list("told_at", flat=True).first()
    return first + APART if first else None


def _subject(about: Sequence[Trouble | Planned]) -> str:
    if len(about) == 1:
        return f"{NAME.value}: {about[0].subject}"
    n = len(about)
    said = ngettext("%(house)s: news of %(n)s thing", "%(house)s: news of %(n)s things", n)
    return said % {"house": NAME.value, "n": n}


def _text(about: Sequence[Trouble | Planned], subscriber: Subscriber) -> str:
    foot = _("All of it: %(page)s\nChange what you hear of, or end it: %(choice)s")
    end = foot % {"page": url(), "choice": choice_url(subscriber)}
    parts = [_work(one) if isinstance(one, Planned) else _part(one) for one in about]
    return "\n\n\n".join([*parts, f"{end}\n"])


def _work(one: Planned) -> str:
    zone = house_zone_info()
    starts, ends = said_time.exact(one.starts, zone), said_time.exact(one.ends, zone)
    lines = [f"{one.subject} ({', '.join(one.services)})", ""]
    if one.state == WorkState.CALLED_OFF:
        lines.append(_("It was planned, and won’t take place."))
    elif one.state == WorkState.KEPT:
        lines.append(_("The planned work is over."))
    elif one.late:
        lines.append(_("It takes longer than we promised, which was %(time)s.") % {"time": ends})
        if one.next_news is not None:
            news = said_time.exact(one.next_news, zone)
            lines += ["", _("Next news by %(time)s.") % {"time": news}]
    else:
        lines.append(_("Planned work: from %(starts)s, and over by %(ends)s.")
                     % {"starts": starts, "ends": ends})  # fmt: skip
        if one.moved_from is not None:
            was = {"time": said_time.exact(one.moved_from, zone)}
            lines.append(_("We had promised %(time)s.") % was)
    return "\n".join(lines)


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
