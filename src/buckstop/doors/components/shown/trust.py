"""What can be relied on, as customers read it of us and we of ourselves: the same page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.people.models import Customer
from buckstop.reliability.queries.promises import house, of_customer
from buckstop.reliability.rules.trust import Promises, trust


@dataclass(frozen=True, slots=True)
class MonthShown:
    """A month's promises."""

    name: str
    kept: int
    moved: int
    missed: int


@dataclass(frozen=True, slots=True)
class TrustShown:
    """The sentence, how sure it is, and the months that it is made of."""

    says: str
    sure: str
    months: list[MonthShown]


def trust_shown(customer: Customer, at: datetime) -> TrustShown:
    """The promises of news of the last year."""
    months = of_customer(customer, at)
    theirs = sum((one.promises for one in months), Promises())
    found = trust(theirs, house(at))
    return TrustShown(
        says=_said(theirs) if theirs.ended else _("No promise of news has come due yet."),
        sure=_(
            "What can be relied on: about %(mean)d of 100 (90 %% sure: between %(low)d and"
            " %(high)d), going by these and, while they are few, by what is kept to everybody."
        )
        % {
            "mean": round(100 * found.mean),
            "low": round(100 * found.low),
            "high": round(100 * found.high),
        },
        months=[
            MonthShown(
                date_format(one.begins, "F Y"),
                one.promises.kept,
                one.promises.moved,
                one.promises.missed,
            )
            for one in reversed(months)
        ],
    )


def _said(theirs: Promises) -> str:
    """What of nothing happened isn't said."""
    kept = ngettext(
        "%(kept)d of %(n)d promise of news was kept at its time.",
        "%(kept)d of %(n)d promises of news were kept at their time.",
        theirs.ended,
    )
    moved = ngettext(
        "%(n)d was kept after it was moved.",
        "%(n)d were kept after they were moved.",
        theirs.moved,
    )
    missed = ngettext("%(n)d was missed.", "%(n)d were missed.", theirs.missed)
    said = [kept % {"kept": theirs.kept, "n": theirs.ended}]
    said += [moved % {"n": theirs.moved}] if theirs.moved else []
    said += [missed % {"n": theirs.missed}] if theirs.missed else []
    return " ".join(said)
