"""A roster that another program had, from an iCalendar file: seen line by line, then kept."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.coverage import calendar_files
from buckstop.coverage.actions.bringing import Brought, bring_turns
from buckstop.coverage.calendar_files import Line, Named, Weekly
from buckstop.coverage.kept_rows import Kept
from buckstop.coverage.queries import roster_kept, zone_of
from buckstop.coverage.rules import DAYS, layers, wall_clock
from buckstop.coverage.rules.duty import Span
from buckstop.doors.components.forms.roster import BringForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.shift import OfRoster
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.forms import put
from buckstop.doors.desk.pages.roster.grid import when
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.queries import desk


@dataclass(frozen=True, slots=True)
class Seen:
    """A line as the preview says it: `person` is None where nobody is meant; `there`: it stands."""

    says: str
    line: Line
    person: Person | None
    there: bool = False

    @property
    def comes(self) -> bool:
        """Whether it will be kept."""
        return self.person is not None and not self.there


class BringRoster(OfRoster):
    """Turns from a calendar file; nothing is kept before its lines were seen."""

    label = gettext_lazy("Bring a roster in from a calendar")
    noun = "calendar-files/"
    where = (Where(Spot.BRING),)
    form = BringForm
    template = "desk/sheet_bring.html"
    seen: tuple[Seen, ...] = ()

    def context(self) -> dict[str, Any]:
        comes = sum(one.comes for one in self.seen)
        said = ngettext("%(n)s turn will be kept.", "%(n)s turns will be kept.", comes)
        return {"seen": self.seen, "comes": comes, "said": said % {"n": comes}}

    def post(self) -> HttpResponse:
        form = self.fill(self.request.POST, self.request.FILES)
        file = form.is_valid() and form.cleaned_data["file"]
        if not file:
            return super().post()
        try:
            said = file.read(calendar_files.LARGEST + 1)
            self.seen = self._lines(said)
        except Refused as refusal:
            put(form, refusal, self.fields)
            return self.show(form)
        kept = self.request.POST.copy()
        kept["kept"] = said.decode("utf-8", "replace")
        return self.show(self.fill(kept, {}))

    @cached_property
    def _people(self) -> list[Person]:
        return list(desk().order_by("public_name", "pk"))

    def _lines(self, said: bytes) -> tuple[Seen, ...]:
        zone, now = zone_of(self.roster), self.reader.now
        lines = calendar_files.read(said, zone, now)
        if not lines:
            raise Refused("nothing", _("Nothing in it is ahead of now."), "file")
        kept = roster_kept(now, self.roster.team_id)
        spans = kept.duty.spans(now, now + calendar_files.QUARTER)
        return tuple(self._seen(line, kept, spans) for line in lines)

    def _seen(self, line: Line, kept: Kept, spans: list[Span]) -> Seen:
        person, says = whom(line.who, self._people), _when(line, kept.rows.zone)
        who = line.who.title or ", ".join(line.who.addresses)
        if person is None:
            words = _("“%(who)s”, %(when)s: nobody of the desk is called so. It is left out.")
            return Seen(words % {"who": who, "when": says}, line, None)
        told = {"who": person.public_name, "when": says}
        if _stands(line, person, kept, spans, self.reader.now):
            words = _("%(who)s, %(when)s: stands there already.")
            return Seen(words % told, line, person, there=True)
        return Seen(_("%(who)s, %(when)s") % told, line, person)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self.seen = self._lines(filled["kept"].encode())
        turns = [Brought(one.line, one.person) for one in self.seen if one.comes and one.person]
        if not turns:
            raise Refused("nothing", _("Nothing in it can be kept."))
        count = bring_turns(self.roster, turns, **self.by)
        said = ngettext("%(n)s turn is kept.", "%(n)s turns are kept.", count)
        return Confirmation(said % {"n": count})


def whom(named: Named, people: list[Person]) -> Person | None:
    """Who of us an event names: by an address, by its title, by the longest name that is in it."""
    addressed = [one for one in people if one.email and one.email.lower() in named.addresses]
    if addressed:
        return addressed[0]
    title = named.title.casefold()
    found = [
        one
        for one in people
        if any(
            _is_in(name.casefold(), title) for name in (one.public_name, one.name, one.email or "")
        )
    ]
    return max(found, key=lambda one: len(one.public_name), default=None)


def _is_in(name: str, title: str) -> bool:
    return bool(name) and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title))


def _when(line: Line, zone: str) -> str:
    if isinstance(line, Weekly):
        hours = {"starts": f"{line.starts:%H:%M}", "ends": f"{line.ends:%H:%M}"}
        said = _("every %(day)s, %(starts)s to %(ends)s") % {"day": DAYS[line.weekday], **hours}
        return f"{said} ({line.zone})" if line.zone else said
    return when(wall_clock.first(line.starts, zone), wall_clock.last(line.ends, zone), zone)


def _stands(line: Line, person: Person, kept: Kept, spans: list[Span], now: datetime) -> bool:
    """Whether the roster has it already."""
    if isinstance(line, Weekly):
        new = (person.pk, line.weekday, line.starts, line.ends, line.zone)
        return new in {
            (one.person, one.weekday, one.starts, one.ends, one.zone)
            for one in kept.rows.layers
            if isinstance(one, layers.Weekly)
        }
    zone = kept.rows.zone
    starts, ends = wall_clock.first(line.starts, zone), wall_clock.last(line.ends, zone)
    return _covered(max(starts, now), ends, [span for span in spans if span.person == person.pk])


def _covered(starts: datetime, ends: datetime, spans: list[Span]) -> bool:
    """Whether they are there from the one to the other, turn after turn."""
    at = starts
    for span in sorted(spans, key=lambda one: one.starts):
        if span.starts <= at:
            at = max(at, span.ends)
    return at >= ends
