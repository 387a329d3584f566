"""What a member of staff was told and hasn't seen."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from buckstop.doors.desk.acts.notice import NoticeSight
from buckstop.doors.desk.reader import Reader
from buckstop.notices import queries
from buckstop.notices.models import Notice
from buckstop.notices.saying import said

SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeShown:
    """One notice; `seen_url`: POST, marks it seen and opens its problem."""

    id: UUID
    ref: str
    title: str
    sentence: str
    at: datetime
    seen: bool
    seen_url: str
    url: str


def news(reader: Reader) -> list[Notice]:
    """All that the reader hasn't seen and that still holds, newest first."""
    return queries.still_true(reader.person, queries.unseen(person=reader.person.pk))


def unseen(reader: Reader) -> list[NoticeShown]:
    """The newest notices that the reader hasn't seen and that still hold: no offer that ended, no
    problem that is somebody else's by now."""
    return shown(news(reader)[:SHOWN])


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTold:
    """What was told once or again and again, and when last."""

    sentence: str
    at: datetime
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told of one problem, the newest first."""

    ref: str
    title: str
    seen_url: str
    lines: list[LineTold]


def by_problem(rows: Iterable[Notice]) -> list[Told]:
    """Notices by their problem; the problem of the newest comes first."""
    found: dict[UUID, list[NoticeShown]] = {}
    notices = list(rows)
    for row, one in zip(notices, shown(notices), strict=True):
        found.setdefault(row.problem_id or row.pk, []).append(one)
    return [
        Told(ref=one[0].ref, title=one[0].title, seen_url=one[0].seen_url, lines=_lines(one))
        for one in found.values()
    ]


def _lines(told: list[NoticeShown]) -> list[LineTold]:
    """Each sentence once, however often it was said: the newest first."""
    often = Counter(one.sentence for one in told)
    last: dict[str, datetime] = {}
    for one in told:
        last.setdefault(one.sentence, one.at)
    return [LineTold(sentence=said, at=at, times=often[said]) for said, at in last.items()]


def shown(rows: Iterable[Notice]) -> list[NoticeShown]:
    """Notices, as their list shows them."""
    notices = list(rows)
    told = said(notices)
    return [
        NoticeShown(
            id=row.pk,
            ref=row.ref,
            title=told[row.pk].title,
            sentence=told[row.pk].sentence,
            at=row.at,
            seen=row.seen_at is not None,
            seen_url=NoticeSight.url(row.pk),
            url=row.path,
        )
        for row in notices
    ]
