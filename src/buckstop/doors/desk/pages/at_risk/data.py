"""Customers at risk as their page lists them: reasons in sentences, who calls, what was said."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import CUSTOMER
from buckstop.doors.desk.reader import Reader
from buckstop.reliability.queries.risk import AtRisk, at_risk, compared, left
from buckstop.reliability.rules.risk import Why, reasons
from buckstop.reliability.shares import between, percent


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One customer: why, who has the relationship, what was said with them last."""

    name: str
    url: str
    says: str
    caller: str
    said: str
    said_by: str
    said_at: datetime | None
    acts: list[Button]


@dataclass(frozen=True, slots=True)
class GoneRow:
    """One who left, and why."""

    name: str
    url: str
    because: str
    why: str
    at: datetime
    act: Button | None


def rows(reader: Reader) -> list[RiskRow]:
    """Whom to call, the gravest first."""
    return [_row(one, reader) for one in at_risk(reader.now)]


def _row(one: AtRisk, reader: Reader) -> RiskRow:
    last = one.calls[0] if one.calls else None
    return RiskRow(
        name=one.customer.name,
        url=CUSTOMER.url(one.customer.pk),
        says=" ".join(says(why, n) for why, n in reasons(one.facts).items()),
        caller=one.customer.manager.public_name if one.customer.manager else "",
        said=str(last.what) if last else "",
        said_by=last.by.public_name if last else "",
        said_at=last.at if last else None,
        acts=buttons(Spot.AT_RISK, Subject(reader=reader, row=one.customer)),
    )


def says(why: Why, n: int) -> str:
    """A reason as a sentence."""
    said = {
        Why.ABOVE: ngettext(
            "They asked for somebody above and have no answer.",
            "They asked for somebody above %(n)d times and have no answer.",
            n,
        ),
        Why.MISSED: ngettext(
            "We missed a promise to them.", "We missed %(n)d promises to them.", n
        ),
        Why.REOPENED: ngettext(
            "Once we said that it is fixed, and it wasn’t.",
            "%(n)d times we said that it is fixed, and it wasn’t.",
            n,
        ),
        Why.HARD: ngettext(
            "They found it hard to get something solved.",
            "They found it hard %(n)d times to get something solved.",
            n,
        ),
        Why.SILENT: ngettext(
            "They wrote a day ago, and nobody answered.",
            "They wrote %(n)d days ago, and nobody answered.",
            n,
        ),
        Why.MANY: ngettext(
            "%(n)d problem of theirs is open.", "%(n)d problems of theirs are open.", n
        ),
    }[why]
    return said % {"n": n}


def gone(reader: Reader) -> list[GoneRow]:
    """Who left, the last first."""
    return [
        GoneRow(
            row.customer.name,
            CUSTOMER.url(row.customer_id),
            str(row.get_because_display()),
            str(row.why),
            row.at,
            button(Spot.LEFT, Subject(reader=reader, row=row)),
        )
        for row in left()
    ]


def compared_says(at: datetime) -> str:
    """How the problems of those who left were handled beside the others', and no more than that."""
    found = compared(at)
    if found is None or not found.left.of or not found.stayed.of:
        return ""
    return _(
        "We had missed a promise to %(left)s of those who left (%(l)s) and to %(stayed)s of those"
        " who stayed (%(s)s). That doesn’t say that they left because of it."
    ) % {
        "left": percent(found.left.mean),
        "l": between(found.left.low, found.left.high),
        "stayed": percent(found.stayed.mean),
        "s": between(found.stayed.low, found.stayed.high),
    }
