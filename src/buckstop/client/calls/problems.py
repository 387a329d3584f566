"""What the API is asked. Written by `python -m tests.client`; not to be changed here."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from buckstop.client import models
from buckstop.client.sending import Call, at, given


def retitle(ref: str, *, title: str, if_match: str | None = None) -> Call[models.Problem]:
    """Give the problem another title; each customer keeps seeing their own."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/title", ref),
        models.Problem,
        body={"title": title},
        if_match=if_match,
    )


def change_kind(
    ref: str, *, kind: Literal["problem", "request", "question"], if_match: str | None = None
) -> Call[models.Problem]:
    """Make it a problem, a request or a question."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/kind", ref),
        models.Problem,
        body={"kind": kind},
        if_match=if_match,
    )


def change_impact(ref: str, *, hurts: int, if_match: str | None = None) -> Call[models.Problem]:
    """Say how much it hurts now."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/impact", ref),
        models.Problem,
        body={"hurts": hurts},
        if_match=if_match,
    )


def move_to_team(
    ref: str, *, team: UUID | None, if_match: str | None = None
) -> Call[models.Problem]:
    """Give it to another team."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/team", ref),
        models.Problem,
        body={"team": team},
        if_match=if_match,
    )


def understand(
    ref: str,
    *,
    what: str,
    since: str | None = None,
    hit: str | None = None,
    case: UUID | None = None,
    if_match: str | None = None,
) -> Call[models.Problem]:
    """Write what we understood."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/understandings", ref),
        models.Problem,
        body={"what": what, **given(since=since, hit=hit, case=case)},
        if_match=if_match,
    )


def write_note(ref: str, *, text: str, if_match: str | None = None) -> Call[models.Problem]:
    """Write an internal note."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/notes", ref),
        models.Problem,
        body={"text": text},
        if_match=if_match,
    )


def tell_customers(
    ref: str, *, text: str, next_update_due: datetime | None = None, if_match: str | None = None
) -> Call[models.Problem]:
    """Send the promised news to every customer who waits."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/updates", ref),
        models.Problem,
        body={"text": text, **given(next_update_due=next_update_due)},
        if_match=if_match,
    )


def say_fixed(ref: str, *, text: str, if_match: str | None = None) -> Call[models.Problem]:
    """Tell every customer that it is fixed, and ask whether it is solved for them."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/fixes", ref),
        models.Problem,
        body={"text": text},
        if_match=if_match,
    )


def answer_question(ref: str, *, text: str, if_match: str | None = None) -> Call[models.Problem]:
    """Answer a request or a question."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/answers", ref),
        models.Problem,
        body={"text": text},
        if_match=if_match,
    )


def ask_colleague(
    ref: str, *, what: str, of: UUID, due: datetime, if_match: str | None = None
) -> Call[models.Problem]:
    """Ask a colleague for something by a time."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/asks", ref),
        models.Problem,
        body={"what": what, "of": of, "due": due},
        if_match=if_match,
    )


def ask_of_team(
    ref: str, *, what: str, team: UUID, due: datetime, if_match: str | None = None
) -> Call[models.Problem]:
    """Ask a team for something by a time; whoever of it answers first, owes it."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/team-asks", ref),
        models.Problem,
        body={"what": what, "team": team, "due": due},
        if_match=if_match,
    )


def put_first(ref: str, *, why: str, if_match: str | None = None) -> Call[models.Problem]:
    """Put it before all else that its owner has, until their shift ends, and say why."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/pin", ref),
        models.Problem,
        body={"why": why},
        if_match=if_match,
    )


def put_back(ref: str, *, if_match: str | None = None) -> Call[models.Problem]:
    """Give it its place in the order again."""
    return Call(
        "POST", at("/api/v1/problems/{}/pin-removal", ref), models.Problem, if_match=if_match
    )


def plan_step(
    ref: str,
    *,
    what: str,
    debtor: UUID,
    due: datetime,
    case: UUID | None = None,
    if_match: str | None = None,
) -> Call[models.Problem]:
    """Put a step into the plan: somebody of ours or of theirs owes it by a time."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/steps", ref),
        models.Problem,
        body={"what": what, "debtor": debtor, "due": due, **given(case=case)},
        if_match=if_match,
    )


def ask_leader(
    ref: str,
    *,
    reason: str,
    case: UUID | None = None,
    to: UUID | None = None,
    due: datetime | None = None,
    if_match: str | None = None,
) -> Call[models.Problem]:
    """Ask a leader to step in."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/escalations", ref),
        models.Problem,
        body={"reason": reason, **given(case=case, to=to, due=due)},
        if_match=if_match,
    )


def offer_ownership(
    ref: str,
    *,
    to: UUID,
    brief: str,
    answer_by: datetime | None = None,
    if_match: str | None = None,
) -> Call[models.Problem]:
    """Ask somebody to become the owner."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/handoffs", ref),
        models.Problem,
        body={"to": to, "brief": brief, **given(answer_by=answer_by)},
        if_match=if_match,
    )


def take_ownership(ref: str, *, if_match: str | None = None) -> Call[models.Problem]:
    """Become the owner."""
    return Call("POST", at("/api/v1/problems/{}/ownership", ref), models.Problem, if_match=if_match)


def note_as_read(ref: str, *, if_match: str | None = None) -> Call[models.Problem]:
    """Say that what they wrote was read and needs no answer."""
    return Call("POST", at("/api/v1/problems/{}/reading", ref), models.Problem, if_match=if_match)


def close_unreported(ref: str, *, reason: str, if_match: str | None = None) -> Call[models.Problem]:
    """Close what no customer has, and say why."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/end", ref),
        models.Problem,
        body={"reason": reason},
        if_match=if_match,
    )


def say_service(ref: str, *, service: str, if_match: str | None = None) -> Call[models.Problem]:
    """Say which of our services it is about."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/services", ref),
        models.Problem,
        body={"service": service},
        if_match=if_match,
    )


def relabel(
    ref: str,
    *,
    tags: list[str] | None = None,
    untag: list[str] | None = None,
    fields: dict[str, Any] | None = None,
    if_match: str | None = None,
) -> Call[models.Problem]:
    """Tag the problem, take tags away, and fill in fields; what isn't named stays."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/labels", ref),
        models.Problem,
        body={**given(tags=tags, untag=untag, fields=fields)},
        if_match=if_match,
    )


def note_time(
    ref: str,
    *,
    minutes: int,
    day: str,
    what: str | None = None,
    billable: bool | None = None,
    case: UUID | None = None,
    if_match: str | None = None,
) -> Call[models.Problem]:
    """Note how long somebody, as whom the key acts, worked on it."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/time-spent", ref),
        models.Problem,
        body={"minutes": minutes, "day": day, **given(what=what, billable=billable, case=case)},
        if_match=if_match,
    )


def send_later(
    ref: str,
    *,
    text: str,
    leaves_at: datetime,
    next_update_due: datetime | None = None,
    case: UUID | None = None,
    if_match: str | None = None,
) -> Call[models.Problem]:
    """Let an answer, or news for all, leave at a chosen time; until then nobody was told."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/scheduled", ref),
        models.Problem,
        body={
            "text": text,
            "leaves_at": leaves_at,
            **given(next_update_due=next_update_due, case=case),
        },
        if_match=if_match,
    )


def open_problem(
    *,
    text: str,
    contact: models.ContactIn,
    title: str | None = None,
    kind: Literal["problem", "request", "question"] | None = None,
    hurts: int | None = None,
    customer: UUID | None = None,
    address: str | None = None,
) -> Call[models.Problem]:
    """Open a problem with one case; it is owned and has news promised when you get the answer."""
    return Call(
        "POST",
        "/api/v1/problems",
        models.Problem,
        body={
            "text": text,
            "contact": contact,
            **given(title=title, kind=kind, hurts=hurts, customer=customer, address=address),
        },
    )


def write_to_problem(ref: str, *, text: str, case: UUID | None = None) -> Call[models.Message]:
    """The customer said something on their case; what had ended is open again by it."""
    return Call(
        "POST",
        at("/api/v1/problems/{}/messages", ref),
        models.Message,
        body={"text": text, **given(case=case)},
    )
