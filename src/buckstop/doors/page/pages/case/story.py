"""One case as its page tells it: everything read, nothing set in words yet."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from buckstop.conversations.models import Message
from buckstop.conversations.queries.thread import Thread, first_words, last_of_kind, thread
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import Actor
from buckstop.ledger.entries import Fact
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of, people_in
from buckstop.people.queries import names
from buckstop.people.zones import house_zone
from buckstop.problems.entries.cases import EffortTold, UnderstandingCorrected
from buckstop.problems.models import Case
from buckstop.problems.models.case import CaseState
from buckstop.problems.queries.case_view import CaseView, Texts, case_view, texts

ABOUT_THE_STATE = {
    CaseState.ASKED: "fixed",
    CaseState.LAPSED: "fixed",
    CaseState.CONFIRMED: "fixed",
    CaseState.DECLINED: "declined",
}
"""The message of ours that tells why a case is in a state."""


@dataclass(frozen=True, slots=True)
class Story:
    """`told` is our message about the state, `first` the body of the customer's first words, which
    `first_noted_by` of us noted where they didn't write, `happened` what the ledger has for them,
    oldest first."""

    view: CaseView
    thread: Thread
    told: Message | None
    first: UUID | None
    first_noted_by: str
    happened: list[tuple[Entry, Fact]]
    texts: Texts
    names: dict[UUID, str]
    on_duty: OnDuty
    url: str
    now: datetime
    zone: tzinfo
    actor: Actor  # who reads and acts on the page: the contact, or a colleague of theirs

    @property
    def case(self) -> Case:
        return self.view.case

    def is_reader(self, person: UUID | None) -> bool:
        """Whether it is who reads: the page calls them *you*."""
        return person is not None and person == self.actor.id

    def who(self, person: UUID | None) -> str:
        """*You*, or the contact by their name, where a colleague of theirs reads."""
        return _("You") if self.is_reader(person) else self.case.contact.public_name


def zone_of(case: Case) -> ZoneInfo:
    """The customer's time zone, or the house's."""
    theirs = case.customer.zone if case.customer else ""
    return ZoneInfo(theirs or house_zone())


def read(
    case: Case, *, url: str, now: datetime, reader: Actor, before: UUID | None = None
) -> Story:
    """Read it all; `before` is the message after which to go on with earlier ones."""
    view, said = case_view(case), thread(case, before=before)
    happened = [(entry, fact_of(entry)) for entry in view.entries]
    kind = ABOUT_THE_STATE.get(CaseState(case.state))
    told = last_of_kind(case, kind) if kind else None
    first, noted_by = (None, "") if view.understanding else first_words(case)
    on_duty = who_is_on_duty(now)
    recorded = {word.recorded_by for word in view.words if word.recorded_by}
    return Story(
        view=view,
        thread=said,
        told=told,
        first=first,
        first_noted_by=noted_by,
        happened=happened,
        texts=texts(_quoted(view, said, told, first), _corrections(happened)),
        names=names(people_in(view.entries) | recorded, on_duty.names),
        on_duty=on_duty,
        url=url,
        now=now,
        zone=zone_of(case),
        actor=reader,
    )


def _quoted(
    view: CaseView, said: Thread, told: Message | None, first: UUID | None
) -> list[UUID | None]:
    keys = [first, told.text_id if told else None]
    keys.append(view.understanding.what_id if view.understanding else None)
    for row in view.owed:
        keys += [row.what_id, row.answer_id, row.moved_because_id]
    for one in said.said:
        keys += [one.message.text_id, one.message.quoted_id if one.own else None]
    return keys + [word.note_id for word in view.words]


def _corrections(happened: list[tuple[Entry, Fact]]) -> list[str]:
    said = [made.correction for _, made in happened if isinstance(made, UnderstandingCorrected)]
    return said + [made.why for _, made in happened if isinstance(made, EffortTold) and made.why]
