"""The customer's page, set in words. What they may see was decided by the queries."""

from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.briefings.models import For
from buckstop.briefings.queries import newest
from buckstop.conversations.rendering import title_for_them
from buckstop.doors.components.look import portrait_url
from buckstop.doors.components.shown.case_page import CasePage, KnownLine
from buckstop.doors.page.naming import owner_called, owner_named
from buckstop.doors.page.pages.case import lines, promises
from buckstop.doors.page.pages.case.story import Story, read
from buckstop.kit import said_time
from buckstop.kit.text import shortened
from buckstop.ledger.actor import Actor
from buckstop.outreach.letters import told_about
from buckstop.outreach.permissions import may_not_affected
from buckstop.people.brands import voice
from buckstop.people.naming import called
from buckstop.problems.actions.ranking import others_of
from buckstop.problems.entries.cases import EffortTold, UnderstandingCorrected
from buckstop.problems.models import Case
from buckstop.problems.models.case import CaseState
from buckstop.problems.permissions.cases import may_correct, may_rank, may_take_back_word
from buckstop.status_page.address import url as status_url
from buckstop.status_page.planned import Planned
from buckstop.status_page.queries import known_to

FIRST_WORDS = 280  # characters of their first words where nobody has written down what is wrong


def page(
    case: Case, *, url: str, now: datetime, reader: Actor, before: UUID | None = None
) -> CasePage:
    """The whole page, as `reader` reads it: the contact, or a colleague of theirs.

    `before` is the message after which to go on with earlier ones.
    """
    story = read(case, url=url, now=now, reader=reader, before=before)
    owner, older = owner_named(case), story.thread.older
    return CasePage(
        url=url,
        title=title_for_them(case, story.zone),
        ref=case.problem.ref,
        state=case.state,
        house=voice(case.brand).name,
        reader=called(case.contact.public_name),
        speaks=story.is_reader(case.contact_id),
        reader_full=", ".join(str(one) for one in (case.contact, case.customer) if one),
        owner=owner,
        owner_first=owner_called(case),
        owner_picture=portrait_url(story.view.owner) if owner else "",
        owner_since=story.view.owner_since,
        opened_at=case.opened_at,
        is_told=case.is_told,
        services=told_about(case) if case.is_told else "",
        status_url=status_url(),
        known=_known(case, story.zone, now),
        can_spare=not may_not_affected(case, story.actor),
        closed_at=case.ended_at,
        labels=[str(one) for one in story.view.labels],
        to_pass_on=_to_pass_on(case),
        plan=promises.plan(story),
        lines=lines.lines(story),
        older_url=f"{url}?before={older.pk}" if older else "",
        can_escalate=promises.can_escalate(story),
        above=promises.asked_above(story),
        **_rank(story),
        **_understood(story),
        **_told(story),
        **_word(story),
        **promises.next_news(story),
        **promises.over(story),
    )


def _known(case: Case, zone: tzinfo, now: datetime) -> list[KnownLine]:
    """Other troubles of what they use, and work that is planned on it."""
    if case.customer_id is None or not case.is_waiting:
        return []
    found = known_to(case.customer_id, at=now, but_not=case.problem_id)
    lines = [
        KnownLine(
            one.subject or _("Trouble with %(services)s") % {"services": ", ".join(one.services)},
            _("next news by %(time)s") % {"time": said_time.at(one.next_news, now, zone)}
            if one.next_news else "",
        )
        for one in found.troubles
    ]  # fmt: skip
    for one in found.planned:
        when = said_time.span(one.starts, one.ends, now, zone)
        lines.append(KnownLine(one.subject, when + _changed(one, now, zone)))
    return lines[:5]


def _changed(work: Planned, now: datetime, zone: tzinfo) -> str:
    """What of planned work isn't as it was promised first."""
    if work.late:
        return ". " + _("It takes longer than we promised.")
    if work.moved_from is None:
        return ""
    was = said_time.at(work.moved_from, now, zone)
    return ". " + _("We moved this; it was promised") + f" {was}."


def _to_pass_on(case: Case) -> str:
    """Words of ours for their own clients, while they wait."""
    found = newest(case.problem_id, For.CLIENTS) if case.is_waiting else None
    return str(found.text) if found else ""


def _rank(story: Story) -> dict[str, Any]:
    """Where they put it, and how much else of theirs is open; nothing where they may not say."""
    others = others_of(story.case).count() if story.case.is_waiting else 0
    if may_rank(story.case, story.actor, others=others):
        return {}
    return {"others_open": others, "rank": story.case.rank}


def _understood(story: Story) -> dict[str, Any]:
    row = story.view.understanding
    said = [
        made.correction
        for entry, made in story.happened
        if isinstance(made, UnderstandingCorrected) and (row is None or entry.at > row.at)
    ]
    open_still = not may_correct(story.case, story.actor)
    words = []
    if row is not None:
        words.append(story.texts.of(row.what_id))
        words.append(_("Since: %(since)s") % {"since": row.since} if row.since else "")
        words.append(_("Who is hit: %(hit)s") % {"hit": row.hit} if row.hit else "")
    return {
        "corrects": open_still,
        "understanding": "\n\n".join(filter(None, words)),
        "their_words": shortened(story.texts.of(story.first), FIRST_WORDS),
        "words_below": any(one.message.text_id == story.first for one in story.thread.said),
        "corrected": story.texts.by_digest.get(said[-1], "") if said and open_still else "",
        "noted_by": story.first_noted_by,
    }


def _told(story: Story) -> dict[str, Any]:
    """What we said when we asked whether it is solved, or that it isn't ours to do."""
    told, case = story.told, story.case
    text = story.texts.of(told.text_id) if told else ""
    if case.state == CaseState.DECLINED:
        return {"declined_why": text}
    who = called(told.said_by.public_name) if told and told.said_by else ""
    return {"fixed_at": case.asked_at, "fixed_by": who, "fixed_text": text}


def _word(story: Story) -> dict[str, Any]:
    """Whose word ended the case, whether it can be taken back, and how easy it was."""
    if story.case.state != CaseState.CONFIRMED:
        return {}
    told = [made for _, made in story.happened if isinstance(made, EffortTold)]
    last = story.view.words[-1] if story.view.words else None
    found: dict[str, Any] = {
        "ask_effort": not told and (last is None or last.asks_ease),
        "effort": told[-1].score if told else None,
        "effort_why": story.texts.by_digest.get(told[-1].why, "") if told else "",
    }
    if last is not None and last.recorded_by:
        found["word_recorded_by"] = called(story.names.get(last.recorded_by, _("We")))
        if not may_take_back_word(story.case, story.actor, story.now, last=last):
            until = last.can_be_taken_back_until
            found |= {"retract_url": f"{story.url}word/retraction/", "retract_by": until}
    return found
