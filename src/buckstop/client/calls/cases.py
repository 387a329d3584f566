"""What the API is asked. Written by `python -m tests.client`; not to be changed here."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from buckstop.client import models
from buckstop.client.sending import Call, at, given


def write_message(case: UUID, *, text: str, if_match: str | None = None) -> Call[models.Problem]:
    """The customer said something on their case; what had ended is open again by it."""
    return Call(
        "POST",
        at("/api/v1/cases/{}/messages", case),
        models.Problem,
        body={"text": text},
        if_match=if_match,
    )


def reply(
    case: UUID, *, text: str, next_update_due: datetime | None = None, if_match: str | None = None
) -> Call[models.Problem]:
    """Answer one customer. Where nobody else waits, this is the promised news."""
    return Call(
        "POST",
        at("/api/v1/cases/{}/replies", case),
        models.Problem,
        body={"text": text, **given(next_update_due=next_update_due)},
        if_match=if_match,
    )


def record_confirmation(
    case: UUID,
    *,
    how: Literal["phone", "mail"] | None = None,
    note: str | None = None,
    if_match: str | None = None,
) -> Call[models.Problem]:
    """Note that the customer said it is solved."""
    return Call(
        "POST",
        at("/api/v1/cases/{}/confirmations", case),
        models.Problem,
        body={**given(how=how, note=note)},
        if_match=if_match,
    )


def still_broken(
    case: UUID, *, text: str | None = None, if_match: str | None = None
) -> Call[models.Problem]:
    """Note that it isn't solved for the customer."""
    return Call(
        "POST",
        at("/api/v1/cases/{}/doubts", case),
        models.Problem,
        body={**given(text=text)},
        if_match=if_match,
    )


def decline_case(case: UUID, *, text: str, if_match: str | None = None) -> Call[models.Problem]:
    """Tell the customer that it isn't ours to do, and why."""
    return Call(
        "POST",
        at("/api/v1/cases/{}/refusals", case),
        models.Problem,
        body={"text": text},
        if_match=if_match,
    )


def set_aside(case: UUID, *, why: str, if_match: str | None = None) -> Call[models.Problem]:
    """Set it aside: it is none."""
    return Call(
        "POST",
        at("/api/v1/cases/{}/aside", case),
        models.Problem,
        body={"why": why},
        if_match=if_match,
    )


def take_in_again(case: UUID, *, if_match: str | None = None) -> Call[models.Problem]:
    """Take back that it was set aside."""
    return Call("POST", at("/api/v1/cases/{}/return", case), models.Problem, if_match=if_match)


def move_case(case: UUID, *, to: str, if_match: str | None = None) -> Call[models.Problem]:
    """Put it with another problem: one trouble, many customers."""
    return Call(
        "POST",
        at("/api/v1/cases/{}/moves", case),
        models.Problem,
        body={"to": to},
        if_match=if_match,
    )


def keep_asking(case: UUID, *, if_match: str | None = None) -> Call[models.Problem]:
    """Their answer says neither yes nor no: the question stands."""
    return Call("POST", at("/api/v1/cases/{}/question", case), models.Problem, if_match=if_match)


def choose_customer(
    case: UUID,
    *,
    name: str,
    domains: list[str] | None = None,
    zone: str | None = None,
    tier: str | None = None,
    language: str | None = None,
    note: str | None = None,
    manager: UUID | None = None,
    if_match: str | None = None,
) -> Call[models.Problem]:
    """Say for which customer they write."""
    return Call(
        "POST",
        at("/api/v1/cases/{}/customer", case),
        models.Problem,
        body={
            "name": name,
            **given(
                domains=domains, zone=zone, tier=tier, language=language, note=note, manager=manager
            ),
        },
        if_match=if_match,
    )
