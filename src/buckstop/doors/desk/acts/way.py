"""How I am told: gateways added, tried and removed; what reaches me when."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.addresses import YOU
from buckstop.doors.desk.guard import Who
from buckstop.notices.actions import ways
from buckstop.notices.models import By, Way, When
from buckstop.notices.ways import LABELS, groups_of, ways_of, wishes_of
from buckstop.people.telling import Group


class WayForm(Plain):
    """A gateway of one's own."""

    name = forms.CharField(
        label=gettext_lazy("What you call it"), max_length=ways.NAME, initial=gettext_lazy("Phone")
    )
    address = forms.CharField(
        label=gettext_lazy("Its address"),
        max_length=1000,
        help_text=gettext_lazy(
            "The incoming webhook of a channel in Slack, Microsoft Teams or Mattermost (https://…);"
            " or a gateway’s as apprise writes it, such as ntfys://ntfy.sh/topic. It is sealed and "
            "never shown again."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    insists = forms.BooleanField(
        label=gettext_lazy("What is urgent may ring more often than five times an hour"),
        required=False,
    )


class OfMine(DeskAct):
    """An act on how the reader is told."""

    before = YOU.route

    @property
    def back(self) -> str:
        return YOU.url()


class AddWay(OfMine):
    """Be told by a gateway, too."""

    label = gettext_lazy("Add a way")
    submit = gettext_lazy("Add it")
    noun = "ways/"
    who = Who.ANYBODY
    where = (Where(Spot.WAYS),)
    form = WayForm

    def do(self, filled: dict[str, Any]) -> Confirmation:
        made = ways.add_way(self.reader.person, **filled, **self.by)
        return Confirmation(_("“%(name)s” is added. Now try it.") % {"name": made.name})


class _OfWay(OfMine):
    """What is done with one."""

    under = "ways/<uuid:key>/"
    way: Way

    def find(self, **keys: Any) -> None:
        mine = Way.objects.filter(person=self.reader.person, removed_at=None)
        self.way = get_object_or_404(mine, pk=keys["key"])


class TryWay(_OfWay):
    """See whether it arrives."""

    label = gettext_lazy("Try it")
    noun = "trials/"
    where = (Where(Spot.WAY, 10),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        ways.try_way(self.way, **self.by)
        said = _("A message to “%(name)s” is on its way. Here you see what comes of it.")
        return Confirmation(said % {"name": self.way.name})


class RemoveWay(_OfWay):
    """Be told there no more."""

    label = gettext_lazy("Remove")
    noun = "removal/"
    where = (Where(Spot.WAY, 20),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        ways.remove_way(self.way, **self.by)
        return Confirmation(_("Nothing goes to “%(name)s” any more.") % {"name": self.way.name})


class WishesForm(Plain):
    """When one is told of each group of facts, by mail and by one's gateways."""

    def __init__(self, *args: Any, groups: list[Group], by: list[By], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in groups:
            for way in by:
                label = _("%(what)s, %(by)s") % {
                    "what": _(LABELS[group]),
                    "by": str(way.label)[:1].lower() + str(way.label)[1:],
                }
                self.fields[f"{group}_{way}"] = forms.ChoiceField(
                    label=label, choices=When.choices, initial=When.NOW
                )


class ChooseWishes(OfMine):
    """Say what reaches me when."""

    label = gettext_lazy("Change")
    heading = gettext_lazy("What reaches you when")
    submit = gettext_lazy("Keep it")
    noun = "wishes/"
    who = Who.ANYBODY
    where = (Where(Spot.WISHES),)
    form = WishesForm

    def options(self) -> dict[str, Any]:
        person = self.reader.person
        by = list(By) if ways_of(person) else [By.MAIL]
        chosen = {f"{group}_{way}": when for (group, way), when in wishes_of(person).items()}
        return {"groups": groups_of(person), "by": by, "initial": chosen}

    def context(self) -> dict[str, Any]:
        return {"lead": _("Your page shows everything. On watch, all of it reaches you at once.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        chosen = wishes_of(self.reader.person)
        for name, when in filled.items():
            group, _sep, way = name.partition("_")
            chosen[Group(group), By(way)] = When(when)
        ways.choose_wishes(self.reader.person, chosen=chosen, **self.by)
        return Confirmation(_("It is kept."))
