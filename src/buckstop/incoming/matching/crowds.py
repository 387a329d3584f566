"""Many mails of one sender, or with the same words: how many came, and which they join.

From the third mail of one crowd with nearly the same words within the hour on no machine of ours
answers, and it joins the first. Who sends more new mails an hour than any person does gets one
problem for the rest.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from buckstop.conversations.models import Doubt, Message
from buckstop.conversations.models.doubt import DoubtKind
from buckstop.incoming.models import Became, Intake
from buckstop.incoming.reading import ReadMail
from buckstop.problems.models import Case

SAME = 2  # mails with the same words are problems of their own within the hour
OF_ONE = 20  # new problems of one sender within the hour
OF_CROWD = 100  # new problems of one domain within the hour
HOUR = timedelta(hours=1)
_COUNT = """
SELECT given.key, (SELECT count(*) FROM (
    SELECT 1 FROM incoming_intake
    WHERE {column} = given.key AND received_at > %s AND became IN ('problem', 'joined')
    LIMIT %s) AS lately)
FROM unnest(%s::text[]) AS given(key)
"""


@dataclass(frozen=True, slots=True)
class Join:
    """Why a mail joins a case that others began."""

    why: str
    case: Case


@dataclass(slots=True)
class Crowds:
    """How many came within the hour, and which cases they began; the batch's are added."""

    counted: dict[str, Counter[str]] = field(default_factory=dict)
    first: dict[str, Case] = field(default_factory=dict)
    floods: dict[str, Case] = field(default_factory=dict)
    fresh: set[UUID] = field(default_factory=set)

    def joins(self, mail: ReadMail) -> Join | None:
        """The case that it is one more mail of; None where it is a problem of its own."""
        if self.has_said_often(mail) and mail.near in self.first:
            return Join("same", self.first[mail.near])
        key = self._floods_by(mail)
        return Join("flood", self.floods[key]) if key in self.floods else None

    def has_said_often(self, mail: ReadMail) -> bool:
        """Whether the same words came so often that no machine of ours answers them."""
        return bool(mail.near) and self.counted["near"][mail.near] >= SAME

    def begins_flood(self, mail: ReadMail) -> str:
        """Whose flood it begins: an address or a domain; "" where it begins none."""
        return self._floods_by(mail)

    def opened(self, mail: ReadMail, case: Case) -> None:
        """A mail of this batch began a case."""
        flood = self._floods_by(mail)
        self.count(mail)
        self.fresh.add(case.pk)
        if flood:
            self.floods[flood] = case
        elif mail.near:
            self.first.setdefault(mail.near, case)

    def count(self, mail: ReadMail) -> None:
        """One more."""
        for column, key in _keys(mail).items():
            self.counted[column][key] += 1

    def _floods_by(self, mail: ReadMail) -> str:
        keys = _keys(mail)
        if keys["sender"] and self.counted["sender"][keys["sender"]] >= OF_ONE:
            return keys["sender"]
        if keys["crowd"] and self.counted["crowd"][keys["crowd"]] >= OF_CROWD:
            return keys["crowd"]
        return ""


def _keys(mail: ReadMail) -> dict[str, str]:
    return {"sender": mail.sender, "crowd": mail.crowd, "near": mail.near}


def look_up_crowds(mails: Iterable[ReadMail], at: datetime) -> Crowds:
    """What came within the hour of those who wrote these mails; a few queries for all."""
    batch = list(mails)
    most = {"sender": OF_ONE, "crowd": OF_CROWD, "near": SAME}
    found = _counts({c: ([_keys(one)[c] for one in batch], n) for c, n in most.items()}, at)
    crowds = Crowds({column: Counter(found[column]) for column in most})
    often = [key for key, n in found["near"].items() if n >= SAME]
    if often:
        crowds.first = _cases(_first_of(often, at))
    many = [key for c in ("sender", "crowd") for key, n in found[c].items() if n >= most[c]]
    if many:
        floods = Doubt.objects.filter(
            kind=DoubtKind.FLOOD, address__in=many, last_at__gt=at - HOUR
        ).select_related("case__problem", "case__contact", "case__customer")
        crowds.floods = {d.address: d.case for d in floods.order_by("at") if d.case.is_waiting}
    return crowds


def _cases(found: dict[str, list[UUID]]) -> dict[str, Case]:
    """The first case of each that still waits."""
    keys = [key for group in found.values() for key in group]
    rows = Message.objects.filter(pk__in=keys, case__isnull=False)
    related = rows.select_related("case__problem", "case__contact", "case__customer")
    cases = {message.pk: message.case for message in related}
    waiting = {
        near: [case for key in group if (case := cases.get(key)) and case.is_waiting]
        for near, group in found.items()
    }
    return {near: group[0] for near, group in waiting.items() if group}


def _counts(given: dict[str, tuple[Iterable[str], int]], at: datetime) -> dict[str, dict[str, int]]:
    """By column and key, how many mails of the last hour opened a problem or joined one.

    `given` names the keys of each column, and up to which number it is worth counting.
    """
    return {column: _count(column, set(keys), most, at) for column, (keys, most) in given.items()}


def _count(column: str, keys: set[str], most: int, at: datetime) -> dict[str, int]:
    keys.discard("")
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(column=column), [at - HOUR, most, list(keys)])
        return dict(cursor.fetchall())


def _first_of(near: Iterable[str], at: datetime) -> dict[str, list[UUID]]:
    """The messages that opened problems with these words within the hour, the first one first."""
    rows = Intake.objects.filter(
        near__in=list(near), received_at__gt=at - HOUR, became=Became.PROBLEM
    )
    found: dict[str, list[UUID]] = {}
    for key, message in rows.order_by("received_at", "pk").values_list("near", "reference"):
        if message is not None:
            found.setdefault(key, []).append(message)
    return found
