"""The page of a problem: its head, its owner, what is asked of the reader."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.conversations.letters.letter import letter_of
from buckstop.conversations.letters.update import Update
from buckstop.conversations.queries.doubts import Matter, matters
from buckstop.conversations.queries.timeline import Timeline
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import answers_for
from buckstop.coverage.rules.duty import NOBODY
from buckstop.doors.components.shown.problem import (
    Asked,
    Mark,
    Owner,
    ProblemShown,
    Promise,
    Said,
    Similar,
    Understanding,
)
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.acts.understanding import Understand, Widen
from buckstop.doors.desk.addresses import LEDGER, PRESENCE, PROBLEM, PROBLEMS
from buckstop.doors.desk.pages.problem import doubts, held, steps
from buckstop.doors.desk.pages.problem.crew import crew
from buckstop.doors.desk.presenting import cases, problems, times
from buckstop.doors.desk.presenting.problems import pinned
from buckstop.doors.desk.presenting.shell import person_url
from buckstop.doors.desk.problem_list.asked import ANY
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.problems.commitments import kind
from buckstop.problems.commitments.handoff import open_offer
from buckstop.problems.commitments.kind import Section
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.problem import Kind
from buckstop.problems.permissions.problem import may_understand
from buckstop.problems.queries.labels import Has
from buckstop.problems.queries.problem_view import ProblemView
from buckstop.problems.queries.work import pins_of
from buckstop.problems.rules import impact, routing
from buckstop.problems.rules.promises import HAND_BACK_WITHIN


def shown(
    seen: ProblemView, line: Timeline, here: OnDuty, reader: Reader, similar: list[Similar]
) -> ProblemShown:
    """Everything but the timeline and the composer."""
    problem = seen.problem
    offer = open_offer(seen.commitments)
    open_matters = matters(seen.cases) if reader.at_desk else []
    on = Subject(reader=reader, problem=problem, view=seen, on_duty=here)
    main = _main(seen, on)
    more = _more(main, on)
    return ProblemShown(
        ref=problem.ref,
        url=PROBLEM.url(problem.number),
        ledger_url=LEDGER.url(problem.number),
        presence_url=PRESENCE.url(problem.number),
        title=problem.title,
        state=problem.state,
        state_words=problems.long_state(problem, seen.waiting_customers),
        kind_words=problems.kind_words(problem),
        hurts="" if problem.is_closed else str(impact.SHORT[problem.hurts]),
        opened_at=problem.opened_at,
        owner=_owner(problem, here, reader, seen.why),
        stalled=_stalled(problem),
        pinned=pinned(pins_of([problem], reader.now).get(problem.pk), reader),
        promise=_promise(seen, on),
        last_said=_last_said(line, seen),
        acknowledged=line.acknowledged,
        offered_to=_offered_to(offer, reader),
        offer=button(Spot.OWNER, replace(on, row=offer)),
        main=main,
        acts=more,
        asked=list(_asked(seen, offer, line, open_matters, on)),
        understanding=understanding(seen, line, reader),
        steps=steps.plan(seen, on),
        owed=steps.owed(seen, on),
        crew=crew(seen, on),
        add_step=button(Spot.PLAN, on),
        add_ask=button(Spot.OWED, on),
        cases=cases.shown(seen, open_matters, on),
        similar=similar,
        labels=[_mark(one) for one in seen.labels],
    )


def _mark(has: Has) -> Mark:
    value = {"value": has.value} if has.value else {}
    url = PROBLEMS.url(label=has.label.hex, state=ANY, **value)
    return Mark(name=has.name, value=has.value, url=url)


def _owner(problem: Problem, here: OnDuty, reader: Reader, why: str) -> Owner:
    person = problem.owner
    if problem.is_unowned:
        return Owner(name=_("nobody here yet"), since=problem.owner_since)
    if problem.is_closed:
        note = ""
    elif until := here.on_shift.get(person.pk):
        note = _("on duty until %(time)s") % {
            "time": until.astimezone(reader.zone).strftime("%H:%M")
        }
    else:
        desk = here.desk(problem.team_id)
        watch = [here.names.get(key, "") for key in desk.watch if key != person.pk]
        note = _("off duty; %(who)s has the watch") % {"who": watch[0]} if watch else ""
    return Owner(
        name=person.public_name,
        since=problem.owner_since,
        url=person_url(person.pk),
        note=note,
        mine=person.pk == reader.person.pk,
        team=_team(problem, here),
        why=routing.in_words(why),
    )


def _team(problem: Problem, here: OnDuty) -> str:
    """The team that it is with; empty where there is none but the service desk."""
    if not here.teams:
        return ""
    return here.teams.get(problem.team_id or NOBODY) or _("the service desk")


def _stalled(problem: Problem) -> str:
    if problem.is_closed or not problem.is_stalled:
        return ""
    return _("Stalled: the last %(n)s updates had no news in them.") % {"n": problem.empty_updates}


def _update(seen: ProblemView) -> Commitment | None:
    return next((c for c in seen.commitments if kind.of(c).is_news and c.is_owed), None)


def _promise(seen: ProblemView, on: Subject) -> Promise | None:
    row = _update(seen)
    if row is None:
        return None
    n = seen.waiting_customers
    before = row.follows
    return Promise(
        by=row.due,
        owed_by=row.debtor.public_name,
        to=problems.so_many(n) if n else "",
        moved_from=row.first_due if row.moved_at else None,
        missed_at=before.due if before is not None and before.state == "missed" else None,
        move=button(Spot.PROMISE, replace(on, row=row)),
        carry=button(Spot.FACE, replace(on, row=row)),
    )


def _last_said(line: Timeline, seen: ProblemView) -> Said | None:
    told = line.last_told
    if told is None:
        return None
    by = told.said_by.public_name if told.said_by else _("the desk")
    no_news = not told.is_news and letter_of(told.kind) is Update
    if letter_of(told.kind).to_one and len(seen.waiting) > 1:  # what one heard, not all heard
        one = [case for case in seen.waiting if case.pk == told.case_id]
        whom = cases.named_together(one) if one else _("somebody who waits no more")
        by = _("%(who)s, to %(customer)s alone") % {"who": by, "customer": whom}
    return Said(text=line.last_text, at=told.at, by=by, no_news=no_news)


def _offered_to(offer: Commitment | None, reader: Reader) -> str:
    if offer is None:
        return ""
    time = times.said(reader, offer.due)
    if offer.debtor_id == reader.person.pk:
        return _("Offered to you, answer by %(time)s") % {"time": time}
    told = {"who": offer.debtor.public_name, "time": time}
    return _("Offered to %(who)s, who answers by %(time)s") % told


def _main(seen: ProblemView, on: Subject) -> Button | None:
    """What the state asks for most: news, as long as somebody is owed some. That it is fixed ends
    something, and never takes that place under the finger."""
    owed = seen.problem.kind == Kind.PROBLEM and seen.problem.news_due is not None
    open_still = any(case.state == CaseState.OPEN for case in seen.waiting)
    return button(Spot.NEWS_OWED if owed and open_still else Spot.MAIN, on)


def _more(main: Button | None, on: Subject) -> list[Button]:
    """The menu: what is offered besides the accent of the page."""
    return [one for one in buttons(Spot.MORE, on) if main is None or one.url != main.url]


def _asked(
    seen: ProblemView,
    offer: Commitment | None,
    line: Timeline,
    open_matters: list[Matter],
    on: Subject,
) -> Iterable[Asked]:
    """What is asked of the reader now."""
    problem, reader, me = seen.problem, on.reader, on.reader.person.pk
    if offer is not None and offer.debtor_id == me:
        yield _offered(offer, on)
    for row in seen.commitments:
        asked = kind.of(row).section is Section.OTHERS and row != offer
        if asked and row.is_owed and (row.debtor_id == me or _is_of(row, me, on)):
            yield _to_answer(row, replace(on, of_team=row.debtor_id != me))
    if reader.at_desk:
        yield from held.asked(seen, line, on)
        yield from doubts.asked(seen, open_matters, on)
    read = buttons(Spot.UNREAD, on)
    if read and not held.answered(seen):
        title = _("The customer waits for an answer")
        yield Asked(title=title, acts=read)
    until = problem.owner_since + HAND_BACK_WITHIN
    if back := buttons(Spot.ROUTED, on):
        told = {"time": said_time.short(until, on.reader.now, on.reader.zone)}
        title = _("Came to you because you are on shift. You may hand it back until %(time)s.")
        yield Asked(title=title % told, acts=back)


def _is_of(row: Commitment, me: UUID, on: Subject) -> bool:
    """Whether the reader can answer for the team that was asked, if one was."""
    if not row.asks_team or row.team_id is None or on.on_duty is None:
        return False
    return answers_for(me, row.team_id, on.on_duty)


def _offered(offer: Commitment, on: Subject) -> Asked:
    who = offer.creditor.public_name if offer.creditor else _("The desk")
    return Asked(
        title=_(kind.of(offer).asked) % {"who": who},
        by=offer.due,
        text=str(offer.handoff.brief),
        acts=buttons(Spot.OFFERED, replace(on, row=offer)),
    )


def _to_answer(row: Commitment, on: Subject) -> Asked:
    who = row.creditor.public_name if row.creditor else _("The desk")
    return Asked(
        title=_(kind.of(row).asked) % {"who": who},
        text=str(row.what or ""),
        by=row.due,
        acts=buttons(Spot.ASKED, replace(on, row=row)),
    )


def understanding(seen: ProblemView, line: Timeline, reader: Reader) -> Understanding:
    """What holds: the newest that was written, and what a customer said against it since."""
    newest = max(seen.understood, key=lambda one: (one.at, one.id), default=None)
    correction, who = _correction(line, newest.at if newest else None)
    may = not may_understand(seen.problem, reader.actor)
    edit = Understand.sheet_url(seen.problem.number) if may else ""
    if newest is None:
        return Understanding(edit_url=edit, correction=correction, corrected_by=who)
    scoped = newest.case is not None and len(seen.cases) > 1
    return Understanding(
        text=newest.text,
        edit_url=edit,
        by=line.names.get(newest.by) or _name(seen, newest.by),
        at=newest.at,
        scope=cases.scope(seen, newest.case) if scoped else "",
        widen_url=Widen.sheet_url(seen.problem.number, understanding=newest.id)
        if scoped and may
        else "",
        correction=correction,
        corrected_by=who,
    )


def _name(seen: ProblemView, key: object) -> str:
    people = [row.debtor for row in seen.commitments] + [seen.problem.owner]
    return next((person.public_name for person in people if person.pk == key), _("the desk"))


def _correction(line: Timeline, since: datetime | None) -> tuple[str, str]:
    for moment in reversed(line.moments):
        if moment.entry.code == "understanding-corrected":
            if since is not None and moment.entry.at < since:
                return "", ""
            text = next(iter(moment.texts.values()), "")
            return text, line.names.get(moment.entry.actor_id, _("The customer"))  # type: ignore[arg-type]
    return "", ""
