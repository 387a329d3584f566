"""Providers of SAML: added, tried, changed. Off, on and removed they are like every other."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.coming_in import SamlForm
from buckstop.doors.desk import coming_in
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.coming_in import ChangeProvider, ComingInAct, OfProvider, joiners
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.identity.actions import providers
from buckstop.identity.asking import Unusable
from buckstop.identity.models import Protocol
from buckstop.identity.saml.metadata import described
from buckstop.identity.terms import Terms
from buckstop.kit import clock
from buckstop.kit.text import listed
from buckstop.ledger.refused import Refused
from buckstop.people.roles import Role

_SHOWN = ("name", "metadata", "groups", "vouches", "joins", "role", "strong")


def _terms(filled: dict[str, Any]) -> Terms:
    """What is written, with what the provider calls itself. Raises Refused."""
    try:
        there = described(filled["metadata"], at=clock.now())
    except Unusable as wrong:
        raise Refused("metadata", str(wrong), "metadata") from wrong
    said = {**filled, "domains": listed(filled["domains"]), "issuer": there.entity}
    return Terms(protocol=Protocol.SAML.value, **said)


class AddSamlProvider(ComingInAct):
    """One more provider, that speaks SAML."""

    label = gettext_lazy("Add one by SAML")
    noun = "providers/saml/"
    where = (Where(Spot.PROVIDERS),)
    form = SamlForm
    heading = gettext_lazy("A provider by SAML")
    submit = gettext_lazy("Add it")

    def context(self) -> dict[str, Any]:
        told = {"address": coming_in.called(), "back": coming_in.brought()}
        lead = _("Give it what stands at %(address)s; people come back to %(back)s.")
        return {"lead": lead % told}

    def options(self) -> dict[str, Any]:
        initial = {"role": Role.COLLEAGUE.value, "vouches": True, "strong": True}
        return {"roles": joiners(), "initial": initial}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        made = providers.add_provider(terms=_terms(filled), **self.by)
        said = _("People come in by %(name)s from now on. Try it.")
        return Confirmation(said % {"name": made.name})


class TrySamlProvider(OfProvider):
    """Read its metadata, and say what came of it."""

    label = gettext_lazy("Try it")
    noun = "saml-trials/"
    where = (Where(Spot.PROVIDER, 10),)
    counts_once = False
    protocol = Protocol.SAML

    def do(self, filled: dict[str, Any]) -> Confirmation:
        try:
            there = described(self.provider.metadata, at=clock.now())
        except Unusable as wrong:
            return Confirmation(str(wrong))
        if there.entity != self.provider.issuer:
            told = {"says": there.entity[:200], "issuer": self.provider.issuer}
            says = _("It calls itself “%(says)s” now, and is known here as “%(issuer)s”.")
            return Confirmation(says % told)
        return Confirmation(_("Its metadata are right. Log in with it once in another browser."))


class ChangeSamlProvider(ChangeProvider):
    """What it is called, and whom it lets in."""

    noun = "saml-changes/"
    form = SamlForm
    protocol = Protocol.SAML
    shown = _SHOWN

    def terms(self, filled: dict[str, Any]) -> Terms:
        return _terms(filled)
