"""My work: what asks something of me, first things first, and why they are first."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.doors.components.shown.shell import Act
from buckstop.doors.components.shown.work import WorkGroup, WorkRow
from buckstop.doors.desk.presenting.problems import address, whose
from buckstop.doors.desk.reader import Reader
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.queries.work import Work
from buckstop.problems.rules import order

SHOWN = 25  # rows of a group; more are found in the list
_ASKS = {
    "update": "news owed",
    "step": "step",
    "ask": "answer",
    "escalation": "answer",
    "handoff": "answer",
    "check": "check",
}


@dataclass(slots=True)
class Item:
    """One row before it has its place."""

    key: str
    problem: Problem
    task: order.Task
    title: str
    asks: str
    due: datetime | None
    acts: list[Act] = field(default_factory=list)
    missed: bool = False


def groups(work: Work, reader: Reader) -> tuple[list[WorkGroup], int]:
    """The groups in order, empty ones left out, and how many things need the reader now."""
    items = _items(work, reader)
    items.sort(key=lambda item: (-order.cost(item.task, reader.now), item.task.due, item.key))
    now = [item for item in items if order.is_now(item.task, reader.now)]
    later = [item for item in items if not order.is_now(item.task, reader.now)]
    mine = f"/problems/?owner={reader.person.pk}&state=running"
    waiting = [_awaited(row, work) for row in work.awaited if row.state != "reported"]
    found = [
        WorkGroup(
            key="now",
            title=_("Now"),
            rows=_rows(now, work, reader, first=True),
            more_url=_more(now, mine),
        ),
        WorkGroup(
            key="next",
            title=_("Next"),
            rows=_rows(later, work, reader),
            more_url=_more(later, mine),
        ),
        WorkGroup(
            key="waiting",
            title=_("Waiting for others"),
            rows=waiting[:SHOWN],
            more_url=_more(waiting, mine),
        ),
    ]
    return [group for group in found if group.rows], len(now)


def _more(rows: "list[Item] | list[WorkRow]", url: str) -> str:
    return url if len(rows) > SHOWN else ""


def _items(work: Work, reader: Reader) -> list[Item]:
    items = [_owed(row) for row in work.owed]
    items += [_near(row) for row in work.near]
    items += [_check(row) for row in work.awaited if row.state == "reported"]
    seen = {row.problem_id for row in work.owed if row.kind == "update"}
    items += [_unheard(row) for row in work.unheard if row.pk not in seen]
    return items


def _task(kind: str, problem: Problem, due: datetime, *, near: bool = False) -> order.Task:
    return order.Task(
        kind=kind,
        due=due,
        hurts=problem.hurts,
        customers=problem.waiting_cases,
        unheard=problem.unheard_since is not None and kind in ("update", "words"),
        answered=problem.first_word_at is not None,
        near=near,
    )


def _owed(row: Commitment) -> Item:
    title, said = row.problem.title, str(row.what or "")
    if row.kind == "handoff":
        who = row.creditor.public_name if row.creditor else _("the desk")
        title = _("Accept or decline: %(who)s hands you “%(title)s”") % {"who": who, "title": title}
    elif said:
        title = said.splitlines()[0][:140]
    task = _task(row.kind, row.problem, row.due)
    return Item(row.pk.hex, row.problem, task, title, _(_ASKS[row.kind]), row.due, _acts(row))


def _near(row: Commitment) -> Item:
    task = _task("update", row.problem, row.due, near=True)
    asks = _("%(who)s owes news") % {"who": row.debtor.public_name}
    return Item(row.pk.hex, row.problem, task, row.problem.title, asks, row.due, _acts(row))


def _check(row: Commitment) -> Item:
    said = str(row.what or "").splitlines()
    title = _("%(who)s: %(what)s") % {
        "who": row.debtor.public_name,
        "what": (said or [""])[0][:140],
    }
    acts = [
        Act(label=_("It is done"), url=_at(row, "acceptance/"), post=True),
        Act(label=_("Not done yet"), url=_at(row, "returns/new/")),
    ]
    task = _task("check", row.problem, row.due)
    return Item(row.pk.hex, row.problem, task, title, _(_ASKS["check"]), row.due, acts)


def _unheard(problem: Problem) -> Item:
    since = problem.unheard_since or problem.opened_at
    task = _task("words", problem, since + order.WORDS_WITHIN)
    acts = [
        Act(label=_("Update"), url=address(problem) + "updates/new/", key="u"),
        Act(label=_("I have read it"), url=address(problem) + "readings/", post=True),
    ]
    return Item(f"w{problem.pk.hex}", problem, task, problem.title, _("they wrote"), None, acts)


def _at(row: Commitment, noun: str) -> str:
    return f"{address(row.problem)}commitments/{row.pk}/{noun}"


def _acts(row: Commitment) -> list[Act]:
    home = address(row.problem)
    if row.kind == "handoff":
        return [
            Act(label=_("Accept"), url=f"{home}handoffs/{row.pk}/acceptance/", post=True),
            Act(label=_("Decline"), url=f"{home}handoffs/{row.pk}/refusal/new/"),
        ]
    if row.kind == "escalation":
        return [Act(label=_("Answer"), url=_at(row, "answers/new/"))]
    if row.kind == "ask":
        return [Act(label=_("Answer"), url=_at(row, "reports/new/")), *_decline(row)]
    move = Act(label=_("Move the time"), url=_at(row, "moves/new/"), key="m")
    if row.kind == "step":
        done = Act(label=_("Done"), url=_at(row, "reports/"), post=True)
        return [done] if row.moved_at else [done, move]
    acts = [Act(label=_("Update"), url=home + "updates/new/", key="u")]
    if row.moved_at is None:
        acts.append(move)
    acts.append(Act(label=_("Offer to…"), url=home + "handoffs/new/", key="o"))
    acts.append(Act(label=_("Escalate"), url=home + "escalations/new/", key="e"))
    return acts


def _decline(row: Commitment) -> list[Act]:
    return [Act(label=_("Decline"), url=_at(row, "refusals/new/"))]


def _rows(items: list[Item], work: Work, reader: Reader, *, first: bool = False) -> list[WorkRow]:
    return [
        WorkRow(
            key=item.key,
            ref=item.problem.ref,
            title=item.title,
            url=address(item.problem),
            asks=item.asks,
            due=item.due,
            whose=whose(work.whose.get(item.problem.pk, [])),
            reason=order.reason(item.task, reader.now, first=first and place == 0),
            missed=item.due is not None and item.due < reader.now,
            unread=item.task.unheard,
            acts=item.acts,
        )
        for place, item in enumerate(items[:SHOWN])
    ]


def _awaited(row: Commitment, work: Work) -> WorkRow:
    return WorkRow(
        key=row.pk.hex,
        ref=row.problem.ref,
        title=_("%(who)s: %(what)s") % {"who": _who(row), "what": _what(row)},
        url=address(row.problem),
        asks=_("theirs"),
        due=row.due,
        whose="" if row.case_id else whose(work.whose.get(row.problem_id, [])),
        theirs=True,
    )


def _who(row: Commitment) -> str:
    if row.case is not None and row.debtor.role == "contact":
        return str(row.case.customer or row.debtor.public_name)
    return row.debtor.public_name


def _what(row: Commitment) -> str:
    if row.kind == "handoff":
        return _("answer your offer of “%(title)s”") % {"title": row.problem.title}
    if row.kind == "update":
        return _("news on “%(title)s”") % {"title": row.problem.title}
    return (str(row.what or "").splitlines() or [row.problem.title])[0][:140]
