"""Directories that say who joins and leaves; a second step by role; from where the desk opens."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.coming_in import (
    DirectoryForm,
    NetworksForm,
    SecondStepForm,
)
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.coming_in import ComingInAct, joiners
from buckstop.doors.desk.acts.person import PersonAct, roles
from buckstop.doors.desk.acts.shows_secret import ShowsSecret
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.networks import address_of
from buckstop.identity.actions import directories, policy
from buckstop.identity.models import Directory
from buckstop.identity.settings import NETWORKS, SECOND_STEP, SECOND_STEP_DAYS
from buckstop.kit.text import listed
from buckstop.people.actions import staff
from buckstop.people.permissions.staff import may_end_sessions
from buckstop.people.roles import Role


class _OfDirectory(ComingInAct):
    under = "directories/<uuid:key>/"
    directory: Directory

    def find(self, **keys: Any) -> None:
        self.directory = get_object_or_404(Directory, pk=keys["key"], ended_at=None)


class _ShowsToken(ShowsSecret, ComingInAct):
    shown = gettext_lazy("This is its token. It is shown only now: copy it to the directory.")
    directory: Directory

    def whose(self) -> str:
        return self.directory.name


class AddDirectory(_ShowsToken):
    """A directory says who joins and leaves."""

    label = gettext_lazy("Add a directory")
    noun = "directories/"
    where = (Where(Spot.DIRECTORIES),)
    form = DirectoryForm
    submit = gettext_lazy("Add it")

    def options(self) -> dict[str, Any]:
        return {"roles": joiners(), "initial": {"role": Role.COLLEAGUE.value}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self.directory, token = directories.add_directory(
            name=filled["name"], role=filled["role"], **self.by
        )
        return Confirmation("", secret=token)


class RenewDirectory(_ShowsToken, _OfDirectory):
    """Another token; the former opens nothing."""

    label = gettext_lazy("Another token")
    noun = "tokens/"
    where = (Where(Spot.DIRECTORY, 10),)
    form = Nothing
    submit = gettext_lazy("Make it")

    def context(self) -> dict[str, Any]:
        return {"lead": _("The one until now opens nothing from that instant.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        token = directories.renew_directory(self.directory, **self.by)
        return Confirmation("", secret=token)


class EndDirectory(_OfDirectory):
    """It says nothing any more."""

    label = gettext_lazy("Remove")
    noun = "end/"
    where = (Where(Spot.DIRECTORY, 20),)
    form = Nothing
    submit = gettext_lazy("Remove it")

    def context(self) -> dict[str, Any]:
        heading = _("Remove %(name)s") % {"name": self.directory}
        return {"lead": _("Who is here by it stays."), "heading": heading}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        directories.end_directory(self.directory, **self.by)
        return Confirmation(_("Removed."))


class RequireSecondStep(ComingInAct):
    """Which roles need a second step, and in how many days."""

    label = gettext_lazy("Change")
    noun = "second-step/"
    where = (Where(Spot.SECOND_STEP),)
    form = SecondStepForm
    heading = gettext_lazy("A second step")
    submit = gettext_lazy("Keep it")

    def context(self) -> dict[str, Any]:
        lead = _(
            "A passkey, or a code from an app. Who hasn’t set one up after these days, is led there"
            " before anything else."
        )
        return {"lead": lead}

    def options(self) -> dict[str, Any]:
        initial = {"roles": list(SECOND_STEP.value), "days": SECOND_STEP_DAYS.value}
        return {"roles": roles(), "initial": initial}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        policy.require_second_step(roles=filled["roles"], days=filled["days"], **self.by)
        return Confirmation(_("Kept."))


class AllowNetworks(ComingInAct):
    """From which networks the desk opens."""

    label = gettext_lazy("Change")
    noun = "networks/"
    where = (Where(Spot.NETWORKS),)
    form = NetworksForm
    heading = gettext_lazy("From where the desk opens")
    submit = gettext_lazy("Keep it")

    def context(self) -> dict[str, Any]:
        told = {"address": address_of(self.request)}
        return {"lead": _("You come from %(address)s, which has to be among them.") % told}

    def options(self) -> dict[str, Any]:
        return {"initial": {"networks": "\n".join(NETWORKS.value)}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        policy.allow_networks(
            networks=listed(filled["networks"]),
            here=address_of(self.request),
            **self.by,
        )
        return Confirmation(_("Kept."))


class EndSessionsOf(PersonAct):
    """An admin logs somebody out everywhere."""

    label = gettext_lazy("Log them out everywhere")
    noun = "sessions/end/"
    where = (Where(Spot.PERSON_SESSIONS),)
    form = Nothing
    submit = gettext_lazy("Log them out")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_end_sessions(on.row, on.reader.actor)

    def context(self) -> dict[str, Any]:
        return {"lead": _("They may log in again, as before.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        n = staff.end_sessions(self.person, **self.by)
        told = {"who": self.person.public_name, "n": n}
        return Confirmation(_("%(who)s is logged out (%(n)s sessions).") % told)
