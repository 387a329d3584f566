"""Many mails of one sender, or with the same words, are one problem, not many.

From the third mail of one crowd with nearly the same words within the hour on no machine of ours
answers, and it joins the first. Who sends more new mails an hour than any person does gets one
problem for the rest.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from buckstop.conversations import entries
from buckstop.conversations.actions.reading import Letter
from buckstop.conversations.actions.saying import finish_letter, say_mail
from buckstop.conversations.actions.strangers import ask_who
from buckstop.conversations.models import Doubt, Message
from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.models.intake import Became
from buckstop.conversations.models.message import MessageKind
from buckstop.conversations.queries.crowds import HOUR, counts, first_of
from buckstop.ledger.transaction import Act
from buckstop.problems.models import Case

SAME = 2  # mails with the same words are problems of their own within the hour
OF_ONE = 20  # new problems of one sender within the hour
OF_CROWD = 100  # new problems of one domain within the hour


@dataclass(frozen=True, slots=True)
class Join:
    """Why a letter joins a case that others began."""

    why: str
    case: Case


@dataclass(slots=True)
class Crowds:
    """How many came within the hour, and which cases they began; the batch's are added."""

    counted: dict[str, Counter[str]] = field(default_factory=dict)
    first: dict[str, Case] = field(default_factory=dict)
    floods: dict[str, Case] = field(default_factory=dict)
    fresh: set[UUID] = field(default_factory=set)

    def joins(self, letter: Letter) -> Join | None:
        """The case that it is one more mail of; None where it is a problem of its own."""
        if self.has_said_often(letter) and letter.near in self.first:
            return Join("same", self.first[letter.near])
        key = self._floods_by(letter)
        return Join("flood", self.floods[key]) if key in self.floods else None

    def has_said_often(self, letter: Letter) -> bool:
        """Whether the same words came so often that no machine of ours answers them."""
        return bool(letter.near) and self.counted["near"][letter.near] >= SAME

    def begins_flood(self, letter: Letter) -> str:
        """Whose flood it begins: an address or a domain; "" where it begins none."""
        return self._floods_by(letter)

    def opened(self, letter: Letter, case: Case) -> None:
        """A letter of this batch began a case."""
        flood = self._floods_by(letter)
        self.count(letter)
        self.fresh.add(case.pk)
        if flood:
            self.floods[flood] = case
        elif letter.near:
            self.first.setdefault(letter.near, case)

    def count(self, letter: Letter) -> None:
        """One more."""
        for column, key in _keys(letter).items():
            self.counted[column][key] += 1

    def _floods_by(self, letter: Letter) -> str:
        keys = _keys(letter)
        if keys["sender"] and self.counted["sender"][keys["sender"]] >= OF_ONE:
            return keys["sender"]
        if keys["crowd"] and self.counted["crowd"][keys["crowd"]] >= OF_CROWD:
            return keys["crowd"]
        return ""


def _keys(letter: Letter) -> dict[str, str]:
    return {"sender": letter.sender, "crowd": letter.crowd, "near": letter.near}


def look_up_crowds(letters: Iterable[Letter], at: datetime) -> Crowds:
    """What came within the hour of those who wrote these letters; a few queries for all."""
    batch = list(letters)
    most = {"sender": OF_ONE, "crowd": OF_CROWD, "near": SAME}
    found = counts({c: ([_keys(one)[c] for one in batch], n) for c, n in most.items()}, at)
    crowds = Crowds({column: Counter(found[column]) for column in most})
    often = [key for key, n in found["near"].items() if n >= SAME]
    if often:
        crowds.first = _cases(first_of(often, at))
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


def begin(act: Act, letter: Letter, case: Case, whose: str) -> None:
    """Part of verbs: the first mail over the limit has a problem, and the others join it."""
    ask_who(act, case, DoubtKind.FLOOD, name=letter.author[0], address=whose)
    _keep(act, letter, case, "flood")


def join(act: Act, letter: Letter, found: Join, case: Case) -> None:
    """Part of verbs: one more, kept inside with the first; nobody is answered."""
    key = letter.crowd if found.why == "same" else ""
    doubts = Doubt.objects.filter(case=case, kind=DoubtKind.FLOOD, decided_at=None)
    doubt = next(iter(act.rows(doubts)), None)
    if doubt is None:
        ask_who(act, case, DoubtKind.FLOOD, name=letter.author[0], address=key or letter.sender)
    else:
        act.change(doubt, count=doubt.count + 1, last_at=act.at)
    _keep(act, letter, case, found.why)


def _keep(act: Act, letter: Letter, case: Case, why: str) -> None:
    problem = act.lock(case.problem)
    message = say_mail(
        act,
        letter,
        problem,
        case,
        kind=MessageKind.APART,
        person=None,
        held_back="It is one of many mails, and no machine of ours answers them.",
    )
    assert message.text is not None
    made = entries.MailJoined(message=message.pk, why=why, text=message.text.digest)
    act.record(made, on=problem, cases=(case.pk,))
    finish_letter(act, letter, Became.JOINED, message.pk, case)
