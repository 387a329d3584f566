"""Customers at risk as their page lists them: reasons in sentences, who calls, what was said."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import CUSTOMER
from buckstop.doors.desk.reader import Reader
from buckstop.reliability.queries.handled import Compared, compared
from buckstop.reliability.queries.risk import AtRisk, at_risk, left
from buckstop.reliability.rules.risk import Why, reasons
from buckstop.reliability.shares import percent, points


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
            "They found it hard to get something solved, %(n)d times.",
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


HAPPENED = {
    "missed": gettext_lazy("We missed a promise of news"),
    "reopened": gettext_lazy("We said that it is fixed, and it wasn’t"),
    "above": gettext_lazy("They asked for somebody above"),
    "passed": gettext_lazy("It went to another owner"),
    "hard": gettext_lazy("They found it hard"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What happened to those who left, beside those who stayed: shares, and how far apart."""

    happened: str
    left: str
    stayed: str
    apart: str
    sure: str
    clear: bool


@dataclass(frozen=True, slots=True)
class BesideShown:
    """All of it; `says` what can be concluded, and what can’t."""

    left: int
    stayed: int
    rows: list[Beside]
    says: str


def beside(at: datetime) -> BesideShown | None:
    """How the problems of those who left were handled; None where there is nobody to compare."""
    found = compared(at)
    if not found:
        return None
    one = next(iter(found.values()))
    clear = [how for how, each in found.items() if each.apart.clear]
    return BesideShown(
        left=one.of_left,
        stayed=one.of_stayed,
        rows=[_beside(how, each) for how, each in found.items()],
        says=_concluded(bool(clear)),
    )


def _beside(how: str, each: Compared) -> Beside:
    apart, sure = points(each.apart)
    return Beside(
        happened=str(HAPPENED[how]),
        left=_share(each.left, each.of_left),
        stayed=_share(each.stayed, each.of_stayed),
        apart=apart,
        sure=sure,
        clear=each.apart.clear,
    )


def _share(part: int, whole: int) -> str:
    """`50 % (1 of 2)`."""
    return _("%(share)s (%(n)d of %(of)d)") % {
        "share": percent(part / whole), "n": part, "of": whole,
    }  # fmt: skip


def _concluded(clear: bool) -> str:
    if not clear:
        return _(
            "No difference is clear yet: each interval has nought in it. That doesn’t say that"
            " there is none."
        )
    return _(
        "Where the interval leaves nought out, both differ. That doesn’t say that they left"
        " because of it: who has many problems has more that goes wrong, and leaves more easily."
        " Among five comparisons one often stands out by chance."
    )
