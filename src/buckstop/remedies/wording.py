"""Remedies in words, as staff and customers read them."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.kit.money import Money
from buckstop.problems.models import Case
from buckstop.remedies.limits import Beyond, Given, Limits
from buckstop.remedies.models import Remedy, RemedyKind, label_of
from buckstop.remedies.queries import given_before

_BEYOND = {
    Beyond.KIND: lambda: _("It isn’t within your limits."),
    Beyond.CURRENCY: lambda: _("Your limits are of another currency."),
    Beyond.CASE: lambda: _("It is beyond your limit for one case."),
    Beyond.CUSTOMER: lambda: _("It is beyond your limit for one customer in a month."),
    Beyond.MONTH: lambda: _("It is beyond your limit for this month."),
}

_BEYOND_THEIRS = {
    Beyond.KIND: lambda: _("It isn’t within their limits."),
    Beyond.CURRENCY: lambda: _("Their limits are of another currency."),
    Beyond.CASE: lambda: _("It is beyond their limit for one case, %(most)s."),
    Beyond.CUSTOMER: lambda: _("It is beyond their limit for one customer in a month, %(most)s."),
    Beyond.MONTH: lambda: _("It is beyond their limit for a month, %(most)s."),
}


def beyond_says(limit: Beyond) -> str:
    """Which limit it is beyond."""
    return _BEYOND[limit]()


def beyond_theirs(limit: Beyond, most: Money | None) -> str:
    """The same, to whom it is asked of: with how much it was when it was asked."""
    said = _BEYOND_THEIRS[limit]()
    return said % {"most": most} if most else said


def named(remedy: Remedy) -> str:
    """What it is: “Credit of €120”, “Replacement: a new router”."""
    label = label_of(remedy.kind)
    if remedy.kind in (RemedyKind.CREDIT, RemedyKind.REFUND) and remedy.money is not None:
        return _("%(what)s of %(amount)s") % {"what": label, "amount": remedy.money}
    return f"{label}: {remedy.what}" if remedy.what else label


def step_says(remedy: Remedy, case: Case) -> str:
    """What somebody owes, as the plan and *My work* say it."""
    whose = case.customer.name if case.customer else case.contact.public_name
    return _("%(what)s for %(who)s.") % {"what": named(remedy), "who": whose}


def given_says(remedy: Remedy) -> str:
    """What the customer gets, as their letter says it; nothing for an apology."""
    if remedy.kind == RemedyKind.APOLOGY:
        return ""
    return _("What you get: %(what)s. The plan on your page says by when.") % {
        "what": named(remedy)
    }


def left_says(limits: Limits, given: Given) -> str:
    """How much of the month's limit is used: “€120 of €500 this month”."""
    used, most = Money(given.month, limits.currency), Money(limits.per_month, limits.currency)
    return _("%(used)s of %(most)s this month") % {"used": used, "most": most}


def before_says(case: Case, at: datetime) -> str:
    """What was made right before for whose case it is; empty where nothing was."""
    before = given_before(case, at)
    if not before.times:
        return ""
    whose = case.customer.name if case.customer else case.contact.public_name
    said = ngettext(
        "Something was made right for %(who)s once before.",
        "Something was made right for %(who)s %(n)s times before.",
        before.times,
    ) % {"who": whose, "n": before.times}
    if before.money:
        all_of_it = ", ".join(str(one) for one in before.money)
        said += " " + _("It came to %(money)s.") % {"money": all_of_it}
    if before.again:
        said += " " + _(
            "This is the second failure for them within a year: what changes, so that it "
            "doesn’t come back, counts more than what you give."
        )
    return said
