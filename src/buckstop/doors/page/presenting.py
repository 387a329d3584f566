"""What the customer's page shows, from what they may see. No decision about scope is made here."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from buckstop.conversations.models import Message
from buckstop.conversations.queries.thread import Thread, first_words, last_of_kind, thread
from buckstop.doors.components.shown.case_page import CasePage
from buckstop.doors.page import lines, promises
from buckstop.doors.page.story import Story, first_name
from buckstop.ledger.entries import Digest
from buckstop.ledger.reading import fact_of, people_in
from buckstop.people.queries import names
from buckstop.problems.entries.cases import EffortTold, UnderstandingCorrected
from buckstop.problems.models import Case, Word
from buckstop.problems.models.case import CaseState
from buckstop.problems.queries.case_view import CaseView, Texts, case_view, texts

ABOUT_THE_STATE = {
    CaseState.ASKED: "fixed",
    CaseState.LAPSED: "fixed",
    CaseState.CONFIRMED: "fixed",
    CaseState.DECLINED: "declined",
}
"""The message of ours that tells why a case is in a state."""


def zone_of(case: Case) -> ZoneInfo:
    """The customer's time zone, or the house's."""
    theirs = case.customer.zone if case.customer else ""
    return ZoneInfo(theirs or settings.HOUSE_ZONE)


def page(case: Case, *, url: str, now: datetime, before: UUID | None = None) -> CasePage:
    """The whole page; `before` is the message after which to go on with earlier ones."""
    story = _story(case, url=url, now=now, before=before)
    view, told = story.view, _about_the_state(case)
    said = texts([told.text_id]).of(told.text_id) if told else ""
    return CasePage(
        url=url,
        title=case.title,
        ref=case.problem.ref,
        state=case.state,
        house=settings.HOUSE,
        reader=first_name(case.contact.public_name),
        reader_full=", ".join(str(one) for one in (case.contact, case.customer) if one),
        owner=view.owner.public_name,
        owner_first=first_name(view.owner.public_name),
        owner_since=view.owner_since,
        opened_at=case.opened_at,
        closed_at=case.ended_at,
        plan=promises.plan(story),
        lines=lines.lines(story),
        older_url=f"{url}?before={story.thread.older.pk}" if story.thread.older else "",
        can_escalate=promises.may_escalate(view),
        above=promises.asked_above(story),
        declined_why=said if case.state == CaseState.DECLINED else "",
        fixed_at=case.asked_at,
        fixed_by=first_name(told.said_by.public_name) if told and told.said_by else "",
        fixed_text=said if case.state != CaseState.DECLINED else "",
        **_understood(story),
        **_word(story),
        **promises.next_news(story),
        **promises.over(story),
    )


def _story(case: Case, *, url: str, now: datetime, before: UUID | None) -> Story:
    view, said = case_view(case), thread(case, before=before)
    return Story(
        view=view,
        thread=said,
        texts=_texts(view, said),
        names=_names(view),
        url=url,
        now=now,
        zone=zone_of(case),
    )


def _texts(view: CaseView, said: Thread) -> Texts:
    """Everything that the page quotes, in one query."""
    keys = [view.understanding.what_id if view.understanding else first_words(view.case)]
    for row in view.owed:
        keys += [row.what_id, row.answer_id, row.moved_because_id]
    for one in said.said:
        keys += [one.message.text_id, one.message.quoted_id if one.own else None]
    keys += [word.note_id for word in view.words]
    return texts(keys, [digest for digest in map(_corrects, view.facts) if digest])


def _corrects(made: object) -> Digest:
    return made.correction if isinstance(made, UnderstandingCorrected) else ""


def _names(view: CaseView) -> dict[UUID, str]:
    recorded = {word.recorded_by for word in view.words if word.recorded_by}
    return names(people_in(view.entries) | recorded)


def _about_the_state(case: Case) -> Message | None:
    kind = ABOUT_THE_STATE.get(CaseState(case.state))
    return last_of_kind(case, kind) if kind else None


def _understood(story: Story) -> dict[str, Any]:
    view, row = story.view, story.view.understanding
    corrections = [
        (entry.at, _corrects(made))
        for entry, made in zip(view.entries, view.facts, strict=True)
        if _corrects(made)
    ]
    newer = [digest for at, digest in corrections if row is None or at > row.at]
    return {
        "understanding": _in_words(story) if row else "",
        "their_words": "" if row else story.texts.of(first_words(view.case)),
        "corrected": story.texts.by_digest.get(newer[-1], "") if newer else "",
    }
