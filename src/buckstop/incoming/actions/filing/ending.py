"""A mail that was read is done with: what every verb that takes one in ends with."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.incoming.models import Became, Intake
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.transaction import Act
from buckstop.problems.models import Case


def still_held(rows: Iterable[Intake]) -> set[UUID]:
    """Those of `claimed` rows that nobody else claimed since, locked until the transaction's end.

    Whoever stopped for longer than its lease must not take in what another one has taken in.
    """
    claims = {row.pk: row.tries for row in rows}
    found = Intake.objects.select_for_update().filter(pk__in=claims, done_at=None).order_by("id")
    return {pk for pk, tries in found.values_list("pk", "tries") if claims[pk] == tries}


def finish(
    act: Act,
    intake: Intake,
    became: Became,
    reference: UUID | None,
    **like: str | UUID | None,
) -> None:
    """Part of verbs: the mail is read, and this is what it became. `like` tells it from others."""
    act.change(intake, done_at=act.at, became=became, reference=reference, **like)


def finish_mail(
    act: Act, mail: ReadMail, became: Became, message: UUID, case: Case | None = None
) -> None:
    """Part of verbs: the mail is this message; the same one that comes again is a double.

    `case` is the one that heard it, where it opened none.
    """
    finish(
        act,
        mail.intake,
        became,
        message,
        said=mail.same,
        heard_on=case.pk if case else None,
        sender=mail.sender,
        crowd=mail.crowd,
        near=mail.near,
    )
