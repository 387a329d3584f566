"""The key by which SAML providers know this desk: another one, and signing with it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.desk import coming_in
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.coming_in import ComingInAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.forms import Nothing
from buckstop.identity.actions import signing
from buckstop.identity.permissions import may_make_next_signing_key, may_sign_with_next_key


class MakeSigningKey(ComingInAct):
    """Another key, beside the one that signs."""

    label = gettext_lazy("Change the key")
    noun = "signing-keys/"
    where = (Where(Spot.SIGNING_KEY, 10),)
    form = Nothing
    heading = gettext_lazy("Another key to sign with")
    submit = gettext_lazy("Make it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_make_next_signing_key()

    def context(self) -> dict[str, Any]:
        lead = _("It stands in what this desk says of itself, beside the one that goes on signing.")
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        signing.make_next_signing_key(**self.by)
        said = _("Let the providers read %(address)s again, then let this desk sign with it.")
        return Confirmation(said % {"address": coming_in.called()})


class SignWithNextKey(ComingInAct):
    """The new key signs, and the former is forgotten."""

    label = gettext_lazy("Sign with the new key")
    noun = "signing-keys/next/"
    where = (Where(Spot.SIGNING_KEY, 20),)
    form = Nothing
    heading = gettext_lazy("Sign with the new key")
    submit = gettext_lazy("Sign with it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_sign_with_next_key()

    def context(self) -> dict[str, Any]:
        lead = _("A provider that doesn’t know it yet lets nobody log out there from here.")
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        signing.sign_with_next_key(**self.by)
        return Confirmation(_("This desk signs with the new key, and the former is forgotten."))
