"""What the API is asked. Written by `python -m tests.client`; not to be changed here."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from buckstop.client import models
from buckstop.client.sending import Call, at, given


def list_commitments(
    *,
    cursor: str | None = None,
    limit: int | None = None,
    problem: str | None = None,
    kind: Literal[
        "handoff",
        "update",
        "aim",
        "ask",
        "escalation",
        "step",
        "final-answer",
        "carrying",
        "plan-b",
        "supplier-ask",
        "approval",
    ]
    | None = None,
    state: Literal["requested", "promised", "reported", "kept", "declined", "withdrawn", "missed"]
    | None = None,
    debtor: UUID | None = None,
    owed: bool | None = None,
) -> Call[models.Commitments]:
    """Commitments, the newest first."""
    return Call(
        "GET",
        "/api/v1/commitments",
        models.Commitments,
        query=given(
            cursor=cursor,
            limit=limit,
            problem=problem,
            kind=kind,
            state=state,
            debtor=debtor,
            owed=owed,
        ),
    )


def read_commitment(commitment: UUID) -> Call[models.Commitment]:
    """One thing that is owed."""
    return Call("GET", at("/api/v1/commitments/{}", commitment), models.Commitment)


def list_customers(
    *, cursor: str | None = None, limit: int | None = None, q: str | None = None
) -> Call[models.Customers]:
    """Customers, the newest first; with `q`, those that fit it best."""
    return Call(
        "GET", "/api/v1/customers", models.Customers, query=given(cursor=cursor, limit=limit, q=q)
    )


def read_customer(customer: UUID) -> Call[models.Customer]:
    """One customer, with their people."""
    return Call("GET", at("/api/v1/customers/{}", customer), models.Customer)


def list_people() -> Call[models.People]:
    """Everybody who works here, by name."""
    return Call("GET", "/api/v1/people", models.People)


def list_entries(
    *, after: str | None = None, limit: int | None = None, code: str | None = None
) -> Call[models.Changes]:
    """What changed after a place in the feed, the oldest first; ask again with `next` for more."""
    return Call(
        "GET", "/api/v1/entries", models.Changes, query=given(after=after, limit=limit, code=code)
    )


def list_problems(
    *,
    cursor: str | None = None,
    limit: int | None = None,
    state: Literal["open", "fixed", "closed"] | Literal["running"] | None = None,
    kind: Literal["problem", "request", "question"] | None = None,
    owner: UUID | None = None,
    team: UUID | Literal["desk"] | None = None,
    customer: UUID | None = None,
    hurts: int | None = None,
    tag: str | None = None,
    q: str | None = None,
    order: Literal["newest", "best"] | None = None,
) -> Call[models.Problems]:
    """Problems, the newest first, or those that fit the words best."""
    return Call(
        "GET",
        "/api/v1/problems",
        models.Problems,
        query=given(
            cursor=cursor,
            limit=limit,
            state=state,
            kind=kind,
            owner=owner,
            team=team,
            customer=customer,
            hurts=hurts,
            tag=tag,
            q=q,
            order=order,
        ),
    )


def read_problem(ref: str) -> Call[models.Problem]:
    """One problem, by its reference."""
    return Call("GET", at("/api/v1/problems/{}", ref), models.Problem)


def list_messages(
    ref: str, *, cursor: str | None = None, limit: int | None = None
) -> Call[models.Messages]:
    """What was said, the newest first, but what its writer took back."""
    return Call(
        "GET",
        at("/api/v1/problems/{}/messages", ref),
        models.Messages,
        query=given(cursor=cursor, limit=limit),
    )


def read_ledger(
    ref: str, *, cursor: str | None = None, limit: int | None = None
) -> Call[models.Entries]:
    """What happened, the oldest first; a page ends where the next one begins, whatever comes in."""
    return Call(
        "GET",
        at("/api/v1/problems/{}/ledger", ref),
        models.Entries,
        query=given(cursor=cursor, limit=limit),
    )


def list_remedies(
    *,
    cursor: str | None = None,
    limit: int | None = None,
    problem: str | None = None,
    customer: UUID | None = None,
    state: Literal["asked", "granted", "refused"] | None = None,
) -> Call[models.Remedies]:
    """What was given, or is asked, to make something right, the newest first."""
    return Call(
        "GET",
        "/api/v1/remedies",
        models.Remedies,
        query=given(cursor=cursor, limit=limit, problem=problem, customer=customer, state=state),
    )


def list_rosters() -> Call[models.Rosters]:
    """Every roster, the service desk's first, and who is on duty by it now."""
    return Call("GET", "/api/v1/rosters", models.Rosters)


def list_turns(
    roster: UUID, *, since: datetime | None = None, until: datetime | None = None
) -> Call[models.Turns]:
    """Who is on duty by a roster at any time, past or future, turn by turn; and the gaps."""
    return Call(
        "GET",
        at("/api/v1/rosters/{}/turns", roster),
        models.Turns,
        query=given(since=since, until=until),
    )


def read_service(key: str) -> Call[models.Service]:
    """A service: what it needs, and who uses it."""
    return Call("GET", at("/api/v1/services/{}", key), models.Service)


def list_settings() -> Call[models.Settings]:
    """Every setting, in the order of its pages: what it does, what holds now, and who says so."""
    return Call("GET", "/api/v1/settings", models.Settings)


def read_setting(name: str) -> Call[models.Setting]:
    """One setting. Of a secret only whether there is one."""
    return Call("GET", at("/api/v1/settings/{}", name), models.Setting)


def list_supplier_asks(
    *,
    cursor: str | None = None,
    limit: int | None = None,
    problem: str | None = None,
    supplier: UUID | None = None,
    owed: bool | None = None,
) -> Call[models.SupplierAsks]:
    """What suppliers were asked, the newest first."""
    return Call(
        "GET",
        "/api/v1/supplier-asks",
        models.SupplierAsks,
        query=given(cursor=cursor, limit=limit, problem=problem, supplier=supplier, owed=owed),
    )


def list_suppliers() -> Call[models.Suppliers]:
    """Every supplier by name, with its last twelve months."""
    return Call("GET", "/api/v1/suppliers", models.Suppliers)


def list_tables() -> Call[models.Tables]:
    """The tables that this key may take."""
    return Call("GET", "/api/v1/tables", models.Tables)


def read_table(
    name: str, *, cursor: str | None = None, limit: int | None = None
) -> Call[models.TableRows]:
    """A part of a table, from its beginning on."""
    return Call(
        "GET",
        at("/api/v1/tables/{}", name),
        models.TableRows,
        query=given(cursor=cursor, limit=limit),
    )


def list_teams() -> Call[models.Teams]:
    """Every team and who has its watch; the service desk, whose id is null, first."""
    return Call("GET", "/api/v1/teams", models.Teams)


def list_time_spent(
    *, since: str | None = None, until: str | None = None
) -> Call[models.TimesSpent]:
    """What was noted of the days from `since` until before `until`, by customer and day; without"""
    return Call(
        "GET", "/api/v1/time-spent", models.TimesSpent, query=given(since=since, until=until)
    )
