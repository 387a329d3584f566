"""A customer's own provider: set up by an admin here, tried, switched off, removed."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.coming_in import CustomerProviderForm
from buckstop.doors.components.shown.own_log_in import domains_of, initial_of
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.customer import CustomerAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.doors.shared.trying import tried
from buckstop.identity import permissions as may
from buckstop.identity.actions import customer_providers as verbs
from buckstop.identity.models import CustomerProvider
from buckstop.identity.queries import provider_of
from buckstop.identity.terms import CustomerTerms
from buckstop.ledger.refused import Refused


def _back() -> str:
    return settings.BASE_URL + reverse("portal-came-back")


class AddOwnLogIn(CustomerAct):
    """The customer's people come in by a provider of their own."""

    label = gettext_lazy("Set it up")
    who = Who.ADMINS
    noun = "log-in/"
    where = (Where(Spot.CUSTOMER_LOG_IN),)
    form: ClassVar[type[Plain] | None] = CustomerProviderForm
    heading = gettext_lazy("Their own log-in")
    submit = gettext_lazy("Keep it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_add_customer_provider(on.row, on.reader.actor, None)

    def context(self) -> dict[str, Any]:
        if not domains_of(self.customer):
            return {"lead": _("Note a mail domain of theirs first, for which it speaks.")}
        says = _("They register this desk there, with %(address)s to come back to.")
        return {"lead": says % {"address": _back()}}

    def options(self) -> dict[str, Any]:
        domains = domains_of(self.customer)
        return {"domains": domains, "initial": {"domains": domains}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        verbs.add_customer_provider(self.customer, terms=CustomerTerms(**filled), **self.by)
        return Confirmation(_("Kept. Try it, to see whether it lets people in."))


class OfOwnLogIn(CustomerAct):
    """An act about the one that is there."""

    who = Who.ADMINS
    under = "log-in/"
    provider: CustomerProvider

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.customer_id,)

    def find(self, **keys: Any) -> None:
        super().find(**keys)
        found = provider_of(self.customer)
        if found is None:
            raise Http404
        self.provider = found


class TryOwnLogIn(OfOwnLogIn):
    """Ask it what can be asked without a log-in, and say what came of it."""

    label = gettext_lazy("Try it")
    noun = "trials/"
    where = (Where(Spot.CUSTOMER_PROVIDER, 10),)
    counts_once = False

    def do(self, filled: dict[str, Any]) -> Confirmation:
        if refusal := may.may_try_customer_provider(self.provider, self.reader.actor, None):
            raise Refused(refusal.code, refusal.sentence)
        return Confirmation(tried(self.provider.registration, back=_back()))


class ChangeOwnLogIn(OfOwnLogIn):
    """What it is called, and whom it lets in."""

    label = gettext_lazy("Change")
    noun = "changes/"
    where = (Where(Spot.CUSTOMER_PROVIDER, 20),)
    form = CustomerProviderForm
    heading = gettext_lazy("Their own log-in")
    submit = gettext_lazy("Keep it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_change_customer_provider(on.row, on.reader.actor, None)

    def context(self) -> dict[str, Any]:
        says = _("Another address, client, secret or domain ends the sessions that began by it.")
        return {"lead": says}

    def options(self) -> dict[str, Any]:
        return {"domains": domains_of(self.customer), "initial": initial_of(self.provider)}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        verbs.change_customer_provider(self.provider, terms=CustomerTerms(**filled), **self.by)
        return Confirmation(_("Kept. Try it, to see whether it still lets people in."))


class SwitchOwnLogInOff(OfOwnLogIn):
    """Nobody comes in by it, and who did is out."""

    label = gettext_lazy("Switch off")
    noun = "off/"
    where = (Where(Spot.CUSTOMER_PROVIDER, 30),)
    form = Nothing
    submit = gettext_lazy("Switch it off")

    @classmethod
    def may(cls, on: Subject) -> bool:
        theirs = may.may_switch_customer_provider_off(on.row, on.reader.actor, None)
        return on.row.is_on and not theirs

    def context(self) -> dict[str, Any]:
        says = _("Whoever came in by it is out at once, and comes in by mailed links meanwhile.")
        return {"lead": says, "heading": _("Switch %(name)s off") % {"name": self.provider}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        verbs.switch_customer_provider_off(self.provider, **self.by)
        return Confirmation(_("Nobody comes in by %(name)s now.") % {"name": self.provider})


class SwitchOwnLogInOn(OfOwnLogIn):
    """They come in by it again."""

    label = gettext_lazy("Switch on")
    noun = "on/"
    where = (Where(Spot.CUSTOMER_PROVIDER, 30),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        theirs = may.may_switch_customer_provider_on(on.row, on.reader.actor, None)
        return not on.row.is_on and not theirs

    def do(self, filled: dict[str, Any]) -> Confirmation:
        verbs.switch_customer_provider_on(self.provider, **self.by)
        return Confirmation(_("People come in by %(name)s again.") % {"name": self.provider})


class ShutMailLinks(OfOwnLogIn):
    """They come in by it alone."""

    label = gettext_lazy("Only by it")
    noun = "alone/"
    where = (Where(Spot.CUSTOMER_PROVIDER, 35),)
    form = Nothing
    submit = gettext_lazy("Only by it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not on.row.only and not may.may_shut_mail_links(on.row, on.reader.actor, None)

    def context(self) -> dict[str, Any]:
        says = _(
            "No mailed link opens the portal for who speaks for them, and who came in by one is"
            " out. The links in letters open one case each, as before."
        )
        return {"lead": says}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        verbs.shut_mail_links(self.provider, **self.by)
        return Confirmation(_("Kept."))


class OpenMailLinks(OfOwnLogIn):
    """They come in by mailed links as well."""

    label = gettext_lazy("Let mailed links open it too")
    noun = "links/"
    where = (Where(Spot.CUSTOMER_PROVIDER, 35),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.row.only and not may.may_open_mail_links(on.row, on.reader.actor, None)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        verbs.open_mail_links(self.provider, **self.by)
        return Confirmation(_("Kept."))


class EndOwnLogIn(OfOwnLogIn):
    """It is removed."""

    label = gettext_lazy("Remove")
    noun = "end/"
    where = (Where(Spot.CUSTOMER_PROVIDER, 40),)
    form = Nothing
    submit = gettext_lazy("Remove it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_end_customer_provider(on.row, on.reader.actor, None)

    def context(self) -> dict[str, Any]:
        lead = _("Whoever came in by it is out at once, and its secret is forgotten here.")
        return {"lead": lead, "heading": _("Remove %(name)s") % {"name": self.provider}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        verbs.end_customer_provider(self.provider, **self.by)
        return Confirmation(_("They come in by mailed links again."))
