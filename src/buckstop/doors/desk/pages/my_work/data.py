"""My work: what asks something of me, first things first, and why they are first."""

from dataclasses import replace
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.rules.levels import ENOUGH
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.components.shown.work import WorkGroup, WorkRow
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import PROBLEMS
from buckstop.doors.desk.presenting.problems import address, pinned, whose
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.kit.text import shortened
from buckstop.problems.commitments import kind
from buckstop.problems.models import Commitment
from buckstop.problems.queries.filters import RUNNING
from buckstop.problems.queries.work import Thing, Work
from buckstop.problems.rules import order


def groups(work: Work, reader: Reader) -> list[WorkGroup]:
    """The groups in order; empty ones are left out."""
    mine = PROBLEMS.url(owner=reader.person.pk, state=RUNNING)
    checked = [one.owed for one in (*work.now, *work.later) if one.owed and _is_answered(one)]
    prefetch_related_objects(checked, "answer")
    found = [
        WorkGroup(
            key="now",
            title=_("Now"),
            rows=_rows(work.now, work, reader, first=True),
            more_url=mine if work.count_now > len(work.now) else "",
        ),
        WorkGroup(
            key="next",
            title=_("Next"),
            rows=_rows(work.later, work, reader),
            more_url=mine if work.count_later > len(work.later) else "",
        ),
        WorkGroup(
            key="waiting",
            title=_("Waiting for others"),
            rows=[_awaited(row, work, reader) for row in work.awaited],
            more_url=mine if work.more_awaited else "",
        ),
    ]
    return [group for group in found if group.rows]


def order_says(here: OnDuty, work: Work) -> str:
    """By what the order knows how much work a thing is, and how waiting grows dearer: honest where
    that is a guess."""
    own = _("What comes easier to you than other work stands higher; nobody else sees that.")
    return " ".join([_work_says(here), *([own] if work.by_ease else []), _growth_says(here)])


def _growth_says(here: OnDuty) -> str:
    if here.levels.any_learned:
        return _(
            "What a day of waiting adds is learned from customers who asked where theirs stands."
        )
    guess = _("What a day of waiting adds is our guess, until %(n)s of a level’s customers asked.")
    return guess % {"n": ENOUGH}


def _work_says(here: OnDuty) -> str:
    known = {code for desk in here.everywhere for code in desk.paces}
    if not known:
        guess = _("How much work each thing is, is our guess, until a team has done %(n)s like it.")
        return guess % {"n": ENOUGH}
    kinds = ", ".join(sorted(_(kind.called(code).one) for code in known))
    said = _(
        "How much work a thing is, is known of the last quarter for: %(kinds)s. Of others it is our"
        " guess, until a team has done %(n)s like them."
    )
    return said % {"kinds": kinds, "n": ENOUGH}


def _rows(things: list[Thing], work: Work, reader: Reader, *, first: bool = False) -> list[WorkRow]:
    return [
        WorkRow(
            key=thing.owed.pk.hex if thing.owed else f"w{thing.problem.pk.hex}",
            ref=thing.problem.ref,
            title=_title(thing),
            url=address(thing.problem),
            asks=_asks(thing, reader.person.pk),
            due=thing.owed.due if thing.owed else None,
            whose=whose(work.whose.get(thing.problem.pk, [])),
            reason=_reason(thing, work, reader, first=first and place == 0),
            missed=thing.owed is not None and thing.owed.due < reader.now,
            missed_at=thing.task.missed,
            unread=thing.task.unheard,
            acts=_acts(thing, reader),
        )
        for place, thing in enumerate(things)
    ]


def _reason(thing: Thing, work: Work, reader: Reader, *, first: bool) -> str:
    """In the reason customers are counted, not their people or cases."""
    if said := pinned(work.pins.get(thing.problem.pk), reader):
        return said
    customers = len(work.whose.get(thing.problem.pk, []))
    return order.reason(replace(thing.task, customers=customers), reader.now, first=first)


def _title(thing: Thing) -> str:
    row, title = thing.owed, thing.problem.title
    if row is None:
        return title
    if its := kind.of(row).title:
        who = row.creditor.public_name if row.creditor else _("the desk")
        return _(its) % {"who": who, "title": title}
    if thing.task.kind == order.CHECK:
        said = _("%(who)s: %(what)s") % {"who": _who(row), "what": _what(row)}
        return f"{said} — {shortened(str(row.answer), 140)}" if _is_answered(thing) else said
    return _what(row)


def _is_answered(thing: Thing) -> bool:
    """Whether its owner looks at an answer in words."""
    owed = thing.owed
    return owed is not None and thing.task.kind == order.CHECK and owed.answer_id is not None


def _asks(thing: Thing, me: UUID) -> str:
    if thing.owed is None:
        return _("they wrote")
    if thing.task.near or (thing.task.missed and thing.owed.debtor_id != me):
        return _("%(who)s owes news") % {"who": thing.owed.debtor.public_name}
    return _("check") if thing.task.kind == order.CHECK else _(kind.of(thing.owed).asks)


def _acts(thing: Thing, reader: Reader) -> list[Button]:
    row = thing.owed
    of_team = row is not None and row.asks_team and row.debtor_id != reader.person.pk
    on = Subject(reader=reader, problem=thing.problem, row=row, of_team=of_team)
    if thing.owed is None:
        return buttons(Spot.WORK_UNREAD, on)
    if thing.task.kind == order.CHECK:
        return buttons(Spot.WORK_CHECK, on)
    return buttons(Spot.WORK_NEWS if kind.of(thing.owed).is_news else Spot.WORK_OWED, on)


def _awaited(row: Commitment, work: Work, reader: Reader) -> WorkRow:
    # of a customer nobody says that they are late: it is still waiting for them
    waits = not row.debtor.is_staff_member and said_time.nearness(row.due, reader.now) != "later"
    return WorkRow(
        key=row.pk.hex,
        ref=row.problem.ref,
        title=_("%(who)s: %(what)s") % {"who": _who(row), "what": _what(row)},
        url=address(row.problem),
        asks=_("still waiting for them") if waits else _("theirs"),
        due=None if waits else row.due,
        whose="" if row.case_id else whose(work.whose.get(row.problem_id, [])),
        theirs=True,
    )


def _who(row: Commitment) -> str:
    if row.case is not None and not row.debtor.is_staff_member:
        return str(row.case.customer or row.debtor.public_name)
    return row.debtor.public_name


def _what(row: Commitment) -> str:
    if awaited := kind.of(row).awaited:
        return _(awaited) % {"title": row.problem.title}
    return (str(row.what or "").splitlines() or [row.problem.title])[0][:140]
