"""People who take turns, and turns that are swapped."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.configuration.zones import check_zone
from buckstop.coverage.actions import instead, rotations
from buckstop.coverage.models import Rotation, Swap
from buckstop.coverage.permissions import may_accept_swap
from buckstop.coverage.queries import roster_kept, zone_of
from buckstop.coverage.rules import layers, wall_clock
from buckstop.doors.components.forms.roster import SEATS, RotationForm, SwapForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.shift import OfRoster
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.forms import fits, put
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.pages.roster.grid import when
from buckstop.doors.desk.presenting import people
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.queries import desk

AHEAD = timedelta(days=28)


class AddRotation(OfRoster):
    """People take turns; what it makes is seen before it is kept."""

    label = gettext_lazy("Add a rotation")
    noun = "rotations/"
    where = (Where(Spot.ROTATIONS),)
    form = RotationForm
    template = "desk/sheet_rotation.html"
    preview: tuple[str, ...] = ()
    seats = SEATS

    def options(self) -> dict[str, Any]:
        today = wall_clock.shows(self.reader.now, zone_of(self.roster)).date()
        monday = today + timedelta(days=(-today.weekday()) % 7)
        return {
            "people": people.choices(desk(), self.on_duty, self.reader),
            "seats": self.seats,
            "initial": {"days": 7, "begins": monday, "hands_over": time(9)},
        }

    def context(self) -> dict[str, Any]:
        return {"preview": self.preview}

    def post(self) -> HttpResponse:
        form = self.fill(self.request.POST, self.request.FILES)
        assert isinstance(form, RotationForm)
        if form.is_valid() and fits(form) and form.cleaned_data["previewed"] != form.said:
            seen = self.request.POST.copy()
            seen["previewed"] = form.said
            try:
                self.preview = tuple(self._preview(form))
            except Refused as refusal:
                put(form, refusal, self.fields)
                return self.show(form)
            return self.show(self.fill(seen, self.request.FILES))
        return super().post()

    def _preview(self, form: RotationForm) -> list[str]:
        """Who would be there in the next four weeks, by these turns alone."""
        given, zone = form.cleaned_data, zone_of(self.roster)
        names = {str(person.pk): person.public_name for person in desk()}
        turns = layers.Rotation(
            UUID(int=0),
            tuple(UUID(key) for key in form.people),
            given["begins"],
            given["hands_over"],
            given["days"],
            zone=check_zone(given["zone"]),
        )
        start = max(self.reader.now, wall_clock.first(_midnight(given["begins"]), zone))
        found = turns.turns(start, start + AHEAD, zone)
        return [
            f"{names[str(turn.person)]}: {when(turn.starts, turn.ends, zone)}" for turn in found
        ]

    def do(self, filled: dict[str, Any]) -> Confirmation:
        chosen = [filled[f"person{place}"] for place in range(1, self.seats + 1)]
        found = Person.objects.in_bulk([UUID(key) for key in chosen if key])
        rotations.add_rotation(
            self.roster,
            people=[found[UUID(key)] for key in chosen if key],
            begins=filled["begins"],
            hands_over=filled["hands_over"],
            days=filled["days"],
            zone=filled["zone"],
            instead_of=self.replaced(),
            **self.by,
        )
        return Confirmation(_("They take turns now."))

    def replaced(self) -> Rotation | None:
        """The rotation that ends by it."""
        return None


class _OfRotation(OfRoster):
    """An act on one rotation."""

    rotation: Rotation

    def find(self, **keys: Any) -> None:
        rows = Rotation.objects.select_related("roster").filter(until=None)
        self.rotation = get_object_or_404(rows, pk=keys["key"])
        self.roster = self.rotation.roster


class ChangeRotation(_OfRotation, AddRotation):
    """Others take turns, or in another way, from now on; what was stays as it was."""

    label = gettext_lazy("Change")
    heading = gettext_lazy("Change the rotation")
    under = "rotations/<uuid:key>/"
    noun = "changes/"
    where = (Where(Spot.ROTATION, 10),)

    @property
    def seats(self) -> int:  # type: ignore[override]
        return self.rotation.seats.count() + 3

    def options(self) -> dict[str, Any]:
        row = self.rotation
        seats = row.seats.order_by("place")
        filled = {f"person{n}": str(seat.person_id) for n, seat in enumerate(seats, 1)}
        now = {
            "days": row.days,
            "begins": row.begins,
            "hands_over": row.hands_over,
            "zone": row.zone,
        }
        return super().options() | {"initial": filled | now}

    def replaced(self) -> Rotation | None:
        return self.rotation


class EndRotation(_OfRotation):
    """Nobody takes these turns any more."""

    label = gettext_lazy("End")
    under = "rotations/<uuid:key>/"
    noun = "end/"
    where = (Where(Spot.ROTATION, 20),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        rotations.end_rotation(self.rotation, **self.by)
        return Confirmation(_("The rotation has ended."))


class OfferSwap(OfRoster):
    """Offer one of my turns to somebody."""

    label = gettext_lazy("Offer a turn of mine")
    who = Who.DESK
    noun = "swaps/"
    where = (Where(Spot.SWAPS),)
    form = SwapForm
    submit = gettext_lazy("Offer it")

    def _turns(self) -> dict[str, str]:
        """My turns of the next four weeks that haven't begun."""
        kept, now = roster_kept(self.reader.now, self.roster.team_id), self.reader.now
        return {
            f"{turn.layer}|{turn.day}": when(turn.starts, turn.ends, kept.rows.zone)
            for turn in sorted(_all_turns(kept.rows, now), key=lambda turn: turn.starts)
            if turn.person == self.reader.person.pk and turn.starts > now
        }

    def options(self) -> dict[str, Any]:
        others = [person for person in desk() if person.pk != self.reader.person.pk]
        return {
            "turns": list(self._turns().items()),
            "people": people.choices(others, self.on_duty, self.reader),
        }

    def context(self) -> dict[str, Any]:
        return {"lead": _("It stays yours until they accept.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        layer, _bar, day = filled["turn"].partition("|")
        to = Person.objects.get(pk=filled["to"])
        instead.offer_swap(
            self.roster,
            layer=UUID(layer),
            day=date.fromisoformat(day),
            giver=self.reader.person,
            taker=to,
            **self.by,
        )
        return Confirmation(_("Offered to %(who)s.") % {"who": to.public_name})


class _OfSwap(OfRoster):
    """The answer to an offered turn."""

    who = Who.DESK
    under = "swaps/<uuid:key>/"
    swap: Swap

    def find(self, **keys: Any) -> None:
        rows = Swap.objects.select_related("roster", "giver")
        self.swap = get_object_or_404(rows, pk=keys["key"], taker=self.reader.person)
        self.roster = self.swap.roster

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_accept_swap(on.row, on.reader.actor)


class AcceptSwap(_OfSwap):
    """Take it."""

    label = gettext_lazy("Accept")
    noun = "acceptance/"
    where = (Where(Spot.SWAP, 10),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        instead.accept_swap(self.swap, **self.by)
        return Confirmation(_("It is yours."))


class DeclineSwap(_OfSwap):
    """Leave it with them."""

    label = gettext_lazy("Decline")
    noun = "refusal/"
    where = (Where(Spot.SWAP, 20),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        instead.decline_swap(self.swap, **self.by)
        return Confirmation(_("It stays with %(who)s.") % {"who": self.swap.giver.public_name})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _all_turns(rows: layers.Rows, now: datetime) -> list[layers.Turn]:
    return [turn for layer in rows.layers for turn in layer.turns(now, now + AHEAD, rows.zone)]
