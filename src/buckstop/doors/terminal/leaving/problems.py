"""Each problem as people would tell of it, with all that was said: what another desk takes in."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from buckstop.conversations.models import Attachment, Message
from buckstop.conversations.models.message import MessageKind
from buckstop.doors.terminal.leaving.tables import path
from buckstop.ledger.models import Body
from buckstop.people.models import Address, Person
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.label import Labelling

BATCH = 500
_MADE = {"type": "string", "format": "date-time"}
_TEXT = {"type": "string"}
_SOMEBODY = {
    "type": "object",
    "properties": {"name": _TEXT, "mail": {"type": "array", "items": _TEXT}},
}


def _lines(**properties: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "properties": properties}}


SCHEMA: dict[str, Any] = {
    "description": "A problem with its cases, what is owed, and every message, oldest first.",
    "type": "object",
    "properties": {
        "reference": _TEXT,
        "title": _TEXT,
        "kind": _TEXT,
        "state": _TEXT,
        "outcome": _TEXT,
        "opened_at": _MADE,
        "closed_at": {"type": ["string", "null"], "format": "date-time"},
        "owner": {**_SOMEBODY, "type": ["object", "null"]},
        "team": {"type": ["string", "null"]},
        "labels": {"type": "object"},
        "cases": _lines(
            key=_TEXT, customer={"type": ["string", "null"]}, contact=_SOMEBODY, state=_TEXT,
            opened_at=_MADE,
        ),
        "owed": _lines(kind=_TEXT, state=_TEXT, by=_SOMEBODY, what=_TEXT, due=_MADE),
        "messages": _lines(
            at=_MADE, kind=_TEXT, channel=_TEXT, case={"type": ["string", "null"]}, subject=_TEXT,
            text=_TEXT, message_id=_TEXT, inside={"type": "boolean"}, files={"type": "array"},
            **{"from": _SOMEBODY},
        ),
    },
}  # fmt: skip
SCHEMA["required"] = list(SCHEMA["properties"])


def told() -> Iterator[dict[str, Any]]:
    """Every problem, in the order of their numbers."""
    last = 0
    while some := list(_of(last)):
        yield from _Batch(some).told()
        last = some[-1].number


def _of(last: int) -> Any:
    rows = Problem.objects.filter(number__gt=last).select_related("owner", "team")
    return rows.order_by("number")[:BATCH]


class _Batch:
    """What is asked for these problems together."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.cases = self._by_problem(Case.objects.select_related("customer", "contact"), "pk")
        owed = Commitment.objects.select_related("debtor", "what")
        self.owed = self._by_problem(owed, "made_at", "pk")
        said = Message.objects.select_related("said_by", "text")
        self.said = self._by_problem(said, "at", "pk")
        labels = Labelling.objects.filter(ended_at=None).select_related("label")
        self.labels = self._by_problem(labels, "pk")
        self.files: dict[Any, list[Attachment]] = defaultdict(list)
        for file in Attachment.objects.filter(message__problem__in=problems).order_by("pk"):
            self.files[file.message_id].append(file)
        self.mail: dict[Any, list[str]] = defaultdict(list)
        people = {row.contact_id for rows in self.cases.values() for row in rows}
        for row in Address.objects.filter(person__in=people, ended_at=None).order_by("pk"):
            self.mail[row.person_id] += [row.email] if row.email else []

    def _by_problem(self, rows: Any, *order: str) -> dict[Any, list[Any]]:
        found: dict[Any, list[Any]] = defaultdict(list)
        for row in rows.filter(problem__in=self.problems).order_by(*order):
            found[row.problem_id].append(row)
        return found

    def told(self) -> Iterator[dict[str, Any]]:
        for problem in self.problems:
            yield {
                "reference": problem.ref,
                "title": problem.title,
                "kind": problem.kind,
                "state": problem.state,
                "outcome": problem.outcome,
                "opened_at": problem.opened_at.isoformat(),
                "closed_at": problem.closed_at.isoformat() if problem.closed_at else None,
                "owner": self._who(problem.owned_by) if problem.owned_by else None,
                "team": problem.team.name if problem.team else None,
                "labels": {row.label.name: row.value for row in self.labels[problem.pk]},
                "cases": [self._case(row) for row in self.cases[problem.pk]],
                "owed": [self._promise(row) for row in self.owed[problem.pk]],
                "messages": [self._message(row) for row in self.said[problem.pk]],
            }

    def _who(self, person: Person) -> dict[str, Any]:
        mail = [person.email] if person.email else self.mail[person.pk]
        return {"name": person.name, "mail": mail}

    def _case(self, case: Case) -> dict[str, Any]:
        return {
            "key": str(case.pk),
            "customer": case.customer.name if case.customer else None,
            "contact": self._who(case.contact),
            "state": case.state,
            "opened_at": case.opened_at.isoformat(),
        }

    def _promise(self, owed: Commitment) -> dict[str, Any]:
        return {
            "kind": owed.kind,
            "state": owed.state,
            "by": self._who(owed.debtor),
            "what": _words(owed.what),
            "due": owed.due.isoformat(),
        }

    def _message(self, said: Message) -> dict[str, Any]:
        by = self._who(said.said_by) if said.said_by else {"name": said.said_as, "mail": []}
        return {
            "at": said.at.isoformat(),
            "kind": said.kind,
            "channel": said.channel,
            "case": str(said.case_id) if said.case_id else None,
            "from": by,
            "subject": said.subject,
            "text": _words(said.text),
            "message_id": said.message_id,
            "inside": said.kind == MessageKind.NOTE,
            "files": [self._file(one) for one in self.files[said.pk]],
        }

    def _file(self, file: Attachment) -> dict[str, Any]:
        return {
            "name": file.name,
            "type": file.content_type,
            "size": file.size,
            "path": path(Body, str(file.file_id)),
        }


def _words(body: Body | None) -> str:
    return (body.text or "") if body else ""
