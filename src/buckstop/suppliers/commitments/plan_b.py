"""What we do since a supplier stays silent: a step of the owner's that customers don't see, until
somebody tells them of it in words."""

from django.utils.translation import gettext_noop

from buckstop.ledger.entries import Audience, Fact
from buckstop.problems.commitments.kind import Kind
from buckstop.problems.commitments.step import Step
from buckstop.problems.models import Commitment
from buckstop.problems.rules.order import Expected


class PlanB(Step, code="plan-b"):
    """As a step in everything but who reads it."""

    one = gettext_noop("plan B")
    begins = gettext_noop("Plan B")
    label = gettext_noop("Plan B")
    audience = Audience.INTERNAL
    work = Expected(minutes=45, asks=gettext_noop("Our supplier is silent: plan B is yours."))
    asks = gettext_noop("plan B")

    @classmethod
    def fact(cls, owed: Commitment, what: str) -> Fact:
        return Kind.fact.__func__(cls, owed, what)  # type: ignore[attr-defined,no-any-return]
