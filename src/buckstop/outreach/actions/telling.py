"""Those whom a problem affects are told: begun by a person, gone through by the clock."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from buckstop.conversations.actions.posting import say, send
from buckstop.conversations.actions.telling import update_all
from buckstop.conversations.letters.told import Told
from buckstop.conversations.letters.update import Update
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import Channel
from buckstop.conversations.rules import check_letter
from buckstop.conversations.settings import UNDO_SECONDS
from buckstop.conversations.wording.finding import Concern
from buckstop.kit.bulk import new_row
from buckstop.kit.reading import Among, Given, reading
from buckstop.kit.text import shortened
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.models import Body
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.outreach import entries
from buckstop.outreach import permissions as may
from buckstop.outreach.letters import CODE
from buckstop.outreach.models import LeftOut, Outreach, Recipient, RecipientState, Wording
from buckstop.outreach.queries import Reached, Untold, contacts_of, runs, untold, waiting_cases
from buckstop.outreach.rules import wording_for
from buckstop.people.settings import LANGUAGE
from buckstop.people.speaking import of_customer
from buckstop.problems.actions.moving import move_case
from buckstop.problems.actions.opening import add_case
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import CaseHow
from buckstop.problems.models.problem import TITLE, State
from buckstop.problems.rules.acting import check_words

BATCH = 200
PACE, MINUTE = 200, timedelta(minutes=1)
"""So many of one receiving domain are told in a minute: whoever floods one is taken for a sender of
bulk mail, and refused."""
_WAITS = RecipientState.WAITING


@dataclass(frozen=True, slots=True)
class Words:
    """What it is called, and what is said."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What they read: what it is called, the words, and when they hear again; `also`: the same in
    other languages, by their codes, for who reads those."""

    subject: str
    text: str
    next_due: datetime | None = None
    also: Mapping[str, Words] = field(default_factory=dict)

    def language(self, reads: Sequence[str]) -> str:
        """Of the words that somebody who reads these languages is told."""
        return wording_for(reads, there=self.also.keys(), usual=LANGUAGE.value)

    def to(self, reads: Sequence[str]) -> Words:
        """What they are told."""
        return self.also.get(self.language(reads), Words(self.subject, self.text))


def tell(
    problem: Problem,
    *,
    saying: Saying,
    by: Actor,
    at: datetime,
    only: Collection[UUID] | None = None,
    joins: Sequence[Case] = (),
    seen_until: int | None = None,
    overruled: Collection[Concern] = (),
) -> Outreach:
    """Begin to tell whom it affects, or of these `only` some: who waits already hears it as news,
    and keeps the promise of it; the others are told one after the other by the clock.

    `joins`: cases that are of it, whose customers wrote meanwhile; they move here first.
    """
    saying = _checked(saying)
    with acting(problem, *(case.problem for case in joins), by=by, at=at) as act:
        locked = act.lock(problem)
        check(may.may_tell(locked, by, runs=runs(problem)))
        for case in joins:
            act.flush()  # the next move reads what the one before wrote
            move_case(case, to=locked, by=by, at=act.at)
        update_all(
            locked, text=saying.text, next_due=saying.next_due,
            seen_until=None if joins else seen_until, overruled=overruled, by=by, at=act.at,
            words_for=lambda case: saying.to(of_customer(case.contact, case.customer, None)).text,
        )  # fmt: skip
        act.flush()
        later = timedelta(seconds=UNDO_SECONDS.value)
        found = untold(locked, at=act.at, later=later)
        chosen = [one for one in found if only is None or one.customer in only]
        if not chosen:
            raise Refused("nobody", _("Nobody is left to be told: everybody has a case of it."))
        return _begin(act, locked, saying, chosen)


def _checked(saying: Saying) -> Saying:
    """As it is kept; refused where a part of it is missing, in any language."""
    one = _checked_words(Words(saying.subject, saying.text), "")
    also = {code: _checked_words(said, f"_{code}") for code, said in saying.also.items()}
    return Saying(one.subject, one.text, saying.next_due, also)


def _checked_words(said: Words, field: str) -> Words:
    called = check_words(said.subject, f"subject{field}", _("Say what it is called to them."))
    return Words(shortened(called, TITLE), check_letter(said.text))


def _begin(act: Act, problem: Problem, saying: Saying, chosen: Sequence[Untold]) -> Outreach:
    text = act.body(saying.text)
    outreach = act.add(
        new_row(
            Outreach, problem=problem, subject=saying.subject, text=text, said_by_id=act.by.person,
            begun_at=act.at,
        )
    )  # fmt: skip
    for code, said in saying.also.items():
        act.add(
            new_row(
                Wording, outreach=outreach, language=code, subject=said.subject,
                text=act.body(said.text),
            )
        )  # fmt: skip
    for one in chosen:
        act.add(
            new_row(
                Recipient, outreach=outreach, problem=problem, customer_id=one.customer,
                services=list(one.services), send_at=one.send_at,
            )
        )  # fmt: skip
    made = entries.OutreachBegun(outreach=outreach.pk, customers=len(chosen), text=text.digest)
    act.record(made, on=problem)
    return outreach


def stop(outreach: Outreach, *, by: Actor, at: datetime) -> int:
    """Nobody more is told; returns how many that are."""
    with acting(outreach, by=by, at=at) as act:
        outreach = act.lock(outreach)
        check(may.may_stop(outreach, by))
        left = act.rows(Recipient.objects.filter(outreach=outreach, state=_WAITS))
        for row in left:
            leave_out(act, row, LeftOut.STOPPED)
        act.change(outreach, stopped_at=act.at)
        act.record(entries.OutreachStopped(outreach=outreach.pk, left=len(left)))
    return len(left)


def tell_next(*, at: datetime) -> int:
    """Tell a batch of those who wait and may be told by now; returns how many were looked at."""
    first = _first_due.first(at=at)
    return _tell(first.outreach, at) if first else 0


@reading
def _first_due() -> "QuerySet[Recipient]":
    due: Any = Given("at")
    rows = Recipient.objects.filter(state=_WAITS, send_at__lte=due).order_by("send_at", "pk")
    return rows.select_related("outreach__problem", "outreach__said_by", "outreach__text")[:1]


def next_told() -> datetime | None:
    """When the next one may be told."""
    rows = Recipient.objects.filter(state=_WAITS).order_by("send_at")
    found: datetime | None = rows.values_list("send_at", flat=True).first()
    return found


def _tell(outreach: Outreach, at: datetime) -> int:
    with acting(outreach.problem, by=DESK, at=at, skip_locked=True) as act:
        if not act.holds(outreach.problem):  # another worker, or somebody of the desk, has it
            return 0
        problem = act.lock(outreach.problem)
        due = Recipient.objects.filter(outreach=outreach, state=_WAITS, send_at__lte=at)
        rows = act.rows(due.select_related("customer").order_by("send_at", "pk")[:BATCH])
        keys = {row.customer_id for row in rows}
        cases, reached = waiting_cases(problem, keys), contacts_of(keys)
        rows = _paced(act, rows, reached)
        speaks = act.by_another(outreach.said_by.actor())
        batch = _Batch(act, speaks, problem, outreach, _newest_words(outreach), _wordings(outreach))
        found = [
            batch.tell(row, cases.get(row.customer_id), reached.get(row.customer_id))
            for row in rows
        ]
        messages = [message for message in found if message is not None]
        act.flush()
        send(act, messages)
        if not Recipient.objects.filter(outreach=outreach, state=_WAITS).exists():
            _done(act, outreach)
    return len(rows)


def _paced(act: Act, rows: Sequence[Recipient], reached: Mapping[UUID, Reached]) -> list[Recipient]:
    """Those that may be told now: no receiving domain gets more than its pace; the others are told
    in a minute."""
    domains = list({one.domain for one in reached.values()})
    told = Recipient.objects.filter(Among("domain", domains), told_at__gt=act.at - MINUTE)
    lately = Counter(dict(told.values_list("domain").annotate(n=Count("pk")).order_by()))
    found = []
    for row in rows:
        theirs = reached.get(row.customer_id)
        lately[theirs.domain if theirs else ""] += 1
        if theirs and lately[theirs.domain] > PACE:
            act.change(row, send_at=act.at + MINUTE)
        else:
            found.append(row)
    return found


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some who are told in one transaction; `speaks`: by whom. `newest` is what was said since."""

    act: Act
    speaks: Act
    problem: Problem
    outreach: Outreach
    newest: Body | None
    wordings: Mapping[str, Wording]

    def tell(self, row: Recipient, case: Case | None, reached: Reached | None) -> Message | None:
        """Their case, and our words in it; nothing where they can't be told."""
        act, problem = self.act, self.problem
        if problem.state != State.OPEN:
            leave_out(act, row, LeftOut.OVER)
            return None
        contact = case.contact if case else reached.person if reached else None
        if contact is None:
            leave_out(act, row, LeftOut.NO_ADDRESS)
            return None
        reads = of_customer(contact, row.customer, None)
        language = wording_for(reads, there=self.wordings.keys(), usual=LANGUAGE.value)
        said = self.wordings.get(language, self.outreach)
        case = case or add_case(
            problem, contact=contact, customer=row.customer,
            title=said.subject, how=CaseHow.TOLD, told=False, by=DESK, at=act.at,
        )  # fmt: skip
        act.change(
            row, state=RecipientState.TOLD, case=case, told_at=act.at, language=language,
            domain=reached.domain if reached else "",
        )  # fmt: skip
        return say(
            self.speaks, problem, case, kind=CODE, channel=Channel.MAIL,
            text=self.newest or said.text, telling=(self.newest or self.outreach.text).pk,
            promises=problem.news_due,
        )  # fmt: skip


def leave_out(act: Act, row: Recipient, why: LeftOut) -> None:
    act.change(row, state=RecipientState.LEFT_OUT, why=why)


def _newest_words(outreach: Outreach) -> Body | None:
    """What was said since: who is told in the morning reads that, not what was known before it."""
    later = Message.objects.standing().filter(
        problem=outreach.problem, kind__in=(Update.code, Told.code), at__gt=outreach.begun_at
    )
    newest = later.select_related("text").order_by("-at", "-pk").first()
    return newest.text if newest is not None else None


def _wordings(outreach: Outreach) -> dict[str, Wording]:
    rows = Wording.objects.filter(outreach=outreach).select_related("text")
    return {one.language: one for one in rows}


def _done(act: Act, outreach: Outreach) -> None:
    outreach = act.lock(outreach)
    rows = Recipient.objects.filter(outreach=outreach)
    told = rows.filter(state=RecipientState.TOLD).count()
    act.change(outreach, done_at=act.at)
    made = entries.OutreachDone(outreach=outreach.pk, told=told, left=rows.count() - told)
    act.record(made, on=outreach.problem)
