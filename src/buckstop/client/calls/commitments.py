"""What the API is asked. Written by `python -m tests.client`; not to be changed here."""

from datetime import datetime
from uuid import UUID

from buckstop.client import models
from buckstop.client.sending import Call, at, given


def promise(commitment: UUID, *, if_match: str | None = None) -> Call[models.Commitment]:
    """Say yes, by that time."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/promise", commitment),
        models.Commitment,
        if_match=if_match,
    )


def promise_later(
    commitment: UUID,
    *,
    text: str,
    leaves_at: datetime,
    next_update_due: datetime | None = None,
    case: UUID | None = None,
    if_match: str | None = None,
) -> Call[models.Commitment]:
    """Say yes, by another time, and why."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/counter", commitment),
        models.Commitment,
        body={
            "text": text,
            "leaves_at": leaves_at,
            **given(next_update_due=next_update_due, case=case),
        },
        if_match=if_match,
    )


def report_done(
    commitment: UUID, *, answer: str | None = None, if_match: str | None = None
) -> Call[models.Commitment]:
    """Say that it is done, or answer what was asked."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/report", commitment),
        models.Commitment,
        body={**given(answer=answer)},
        if_match=if_match,
    )


def accept_done(commitment: UUID, *, if_match: str | None = None) -> Call[models.Commitment]:
    """Find it done."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/acceptance", commitment),
        models.Commitment,
        if_match=if_match,
    )


def give_back(
    commitment: UUID, *, due: datetime, if_match: str | None = None
) -> Call[models.Commitment]:
    """Find it not done: it is owed on, by another time."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/return", commitment),
        models.Commitment,
        body={"due": due},
        if_match=if_match,
    )


def decline(
    commitment: UUID, *, reason: str, if_match: str | None = None
) -> Call[models.Commitment]:
    """Say no, and why."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/refusal", commitment),
        models.Commitment,
        body={"reason": reason},
        if_match=if_match,
    )


def withdraw(commitment: UUID, *, if_match: str | None = None) -> Call[models.Commitment]:
    """It isn't needed any more."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/removal", commitment),
        models.Commitment,
        if_match=if_match,
    )


def move(
    commitment: UUID, *, to: datetime, reason: str, if_match: str | None = None
) -> Call[models.Commitment]:
    """Promise another time, once, and say why."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/move", commitment),
        models.Commitment,
        body={"to": to, "reason": reason},
        if_match=if_match,
    )


def accept_ownership(commitment: UUID, *, if_match: str | None = None) -> Call[models.Commitment]:
    """Become the owner."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/handoff-acceptance", commitment),
        models.Commitment,
        if_match=if_match,
    )


def decline_ownership(
    commitment: UUID, *, reason: str, if_match: str | None = None
) -> Call[models.Commitment]:
    """Say no to becoming the owner, and why."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/handoff-refusal", commitment),
        models.Commitment,
        body={"reason": reason},
        if_match=if_match,
    )


def take_offer_back(commitment: UUID, *, if_match: str | None = None) -> Call[models.Commitment]:
    """Take the offer back before it is answered."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/handoff-removal", commitment),
        models.Commitment,
        if_match=if_match,
    )


def answer_as_leader(
    commitment: UUID, *, text: str, backs_owner: bool | None = None, if_match: str | None = None
) -> Call[models.Commitment]:
    """Answer what a leader was asked."""
    return Call(
        "POST",
        at("/api/v1/commitments/{}/leader-answer", commitment),
        models.Commitment,
        body={"text": text, **given(backs_owner=backs_owner)},
        if_match=if_match,
    )
