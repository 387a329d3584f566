"""How one comes in: providers, what goes with groups, passwords."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.coverage.models import Team
from buckstop.coverage.queries import teams
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.coming_in import GroupRuleForm, PasswordsForm, ProviderForm
from buckstop.doors.desk import coming_in
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.person import roles
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import COMING_IN
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.doors.shared.trying import tried
from buckstop.identity.actions import groups, policy, providers
from buckstop.identity.models import GroupRule, Protocol, Provider
from buckstop.identity.settings import EMERGENCY, PASSWORDS
from buckstop.identity.terms import Terms
from buckstop.kit.text import listed
from buckstop.people.models import Person
from buckstop.people.queries import admins
from buckstop.people.roles import Role

_SHOWN = ("name", "issuer", "client", "scopes", "groups", "vouches", "joins", "role", "strong")


def joiners() -> list[tuple[str, str]]:
    """What who joins by themselves may be."""
    return [one for one in roles() if one[0] != Role.ADMIN]


def _terms(filled: dict[str, Any]) -> Terms:
    return Terms(**{**filled, "domains": listed(filled["domains"])})


class ComingInAct(DeskAct):
    """An act of admins on the page of who may come in."""

    who = Who.ADMINS
    in_bar = "house"
    before = COMING_IN.route

    @property
    def back(self) -> str:
        return COMING_IN.url()


class AddProvider(ComingInAct):
    """One more provider."""

    label = gettext_lazy("Add a provider")
    noun = "providers/"
    where = (Where(Spot.PROVIDERS, main=True),)
    form = ProviderForm
    submit = gettext_lazy("Add it")

    def context(self) -> dict[str, Any]:
        lead = _("Tell it that people come back to %(address)s.") % {"address": coming_in.back()}
        return {"lead": lead}

    def options(self) -> dict[str, Any]:
        return {"roles": joiners(), "initial": {"role": Role.COLLEAGUE.value}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        made = providers.add_provider(terms=_terms(filled), **self.by)
        said = _("People come in by %(name)s from now on. Try it.")
        return Confirmation(said % {"name": made.name})


class OfProvider(ComingInAct):
    """An act about one provider."""

    under = "providers/<uuid:key>/"
    protocol: ClassVar[Protocol | None] = None  # of whatever it speaks
    provider: Provider

    @classmethod
    def may(cls, on: Subject) -> bool:
        return cls.protocol in (None, on.row.protocol)

    def find(self, **keys: Any) -> None:
        self.provider = get_object_or_404(Provider, pk=keys["key"], ended_at=None)


class TryProvider(OfProvider):
    """Ask it what can be asked without a log-in, and say what came of it."""

    label = gettext_lazy("Try it")
    noun = "trials/"
    where = (Where(Spot.PROVIDER, 10),)
    counts_once = False
    protocol = Protocol.OPENID

    def do(self, filled: dict[str, Any]) -> Confirmation:
        return Confirmation(tried(self.provider.registration, back=coming_in.back()))


class ChangeProvider(OfProvider):
    """What it is called, and whom it lets in."""

    label = gettext_lazy("Change")
    noun = "changes/"
    where = (Where(Spot.PROVIDER, 20),)
    form: ClassVar[type[Plain] | None] = ProviderForm
    submit = gettext_lazy("Keep it")
    protocol = Protocol.OPENID
    shown: ClassVar[tuple[str, ...]] = _SHOWN

    def terms(self, filled: dict[str, Any]) -> Terms:
        """What is written in its form."""
        return _terms(filled)

    def options(self) -> dict[str, Any]:
        initial = {name: getattr(self.provider, name) for name in self.shown}
        initial["domains"] = ", ".join(self.provider.domains)
        return {"roles": joiners(), "initial": initial}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        providers.change_provider(self.provider, terms=self.terms(filled), **self.by)
        return Confirmation(_("Kept. Try it, to see whether it still lets people in."))


def _ended(name: str, sessions: int) -> str:
    said = ngettext(
        "Nobody comes in by %(name)s any more; %(n)d session ended.",
        "Nobody comes in by %(name)s any more; %(n)d sessions ended.",
        sessions,
    )
    return said % {"name": name, "n": sessions}


class SwitchProviderOff(OfProvider):
    """Nobody comes in by it, and who did is logged out."""

    label = gettext_lazy("Switch off")
    noun = "off/"
    where = (Where(Spot.PROVIDER, 30),)
    form = Nothing
    submit = gettext_lazy("Switch it off")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return bool(on.row.is_on)

    def context(self) -> dict[str, Any]:
        lead = _("Whoever came in by it is logged out at once. It can be switched on again.")
        return {"lead": lead, "heading": _("Switch %(name)s off") % {"name": self.provider}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        return Confirmation(
            _ended(self.provider.name, providers.switch_off(self.provider, **self.by))
        )


class SwitchProviderOn(OfProvider):
    """People come in by it again."""

    label = gettext_lazy("Switch on")
    noun = "on/"
    where = (Where(Spot.PROVIDER, 30),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not on.row.is_on

    def do(self, filled: dict[str, Any]) -> Confirmation:
        providers.switch_on(self.provider, **self.by)
        return Confirmation(_("People come in by %(name)s again.") % {"name": self.provider.name})


class EndProvider(OfProvider):
    """It is removed."""

    label = gettext_lazy("Remove")
    noun = "end/"
    where = (Where(Spot.PROVIDER, 40),)
    form = Nothing
    submit = gettext_lazy("Remove it")

    def context(self) -> dict[str, Any]:
        lead = _("Whoever came in by it is logged out at once, and its secret is forgotten here.")
        return {"lead": lead, "heading": _("Remove %(name)s") % {"name": self.provider}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        return Confirmation(
            _ended(self.provider.name, providers.end_provider(self.provider, **self.by))
        )


class AddGroupRule(ComingInAct):
    """What goes with being in a group."""

    label = gettext_lazy("Add a line")
    noun = "groups/"
    where = (Where(Spot.GROUP_RULES),)
    form = GroupRuleForm
    heading = gettext_lazy("What goes with a group")
    submit = gettext_lazy("Add it")

    def options(self) -> dict[str, Any]:
        return {"roles": roles(), "teams": [(str(one.pk), str(one)) for one in teams()]}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        key = filled["team"]
        groups.add_rule(
            group=filled["group"],
            role=filled["role"],
            team=get_object_or_404(Team, pk=key, ended_at=None) if key else None,
            **self.by,
        )
        return Confirmation(_("It holds from their next log-in on."))


class RemoveGroupRule(ComingInAct):
    """Nothing goes with it any more."""

    label = gettext_lazy("Remove")
    under = "groups/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.GROUP_RULE),)
    rule: GroupRule

    def find(self, **keys: Any) -> None:
        self.rule = get_object_or_404(GroupRule, pk=keys["key"])

    def do(self, filled: dict[str, Any]) -> Confirmation:
        groups.remove_rule(self.rule, **self.by)
        return Confirmation(_("Removed. Who has a role or team by it keeps it for now."))


class SetPasswords(ComingInAct):
    """Whether people log in with a password."""

    label = gettext_lazy("Change")
    noun = "passwords/"
    where = (Where(Spot.PASSWORDS),)
    form = PasswordsForm
    heading = gettext_lazy("Passwords")
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        people = [(str(one.pk), one.public_name) for one in admins()]
        initial = {"on": PASSWORDS.value, "emergency": EMERGENCY.value}
        return {"people": people, "initial": initial}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        key = filled["emergency"]
        person = get_object_or_404(Person, pk=key) if key else None
        policy.set_passwords(on=filled["on"], emergency=person, **self.by)
        return Confirmation(_("Kept."))
