"""Who has a problem open, and who writes there: for the others, as long as it lasts.

Nothing of it is kept. A browser says it every BEATS seconds and when it changes; it is told to the
hubs of all processes, each of which forgets whoever hasn't been heard of for LASTS seconds.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django import forms
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from buckstop.doors.desk.reader import reader_of
from buckstop.kit.ids import reference

CHANNEL = "buckstop_presence"
BEATS, LASTS = 20, 45


class Doing(StrEnum):
    """What somebody does with a problem."""

    READING = "reading"
    WRITING = "writing"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody on one tab, and until when we believe it (seconds since the epoch)."""

    person: UUID
    name: str
    doing: Doing
    until: float


class Presence:
    """Everybody who is known to be on a problem's page."""

    def __init__(self) -> None:
        self._tabs: dict[str, dict[tuple[UUID, str], Present]] = {}

    def hear(self, payload: str, now: float) -> str:
        """What a browser said; returns the problem's reference."""
        said = json.loads(payload)
        ref, key = said["ref"], (UUID(said["person"]), said["tab"])
        tabs = self._tabs.setdefault(ref, {})
        tabs.pop(key, None)
        if said["doing"] != Doing.AWAY:
            tabs[key] = Present(key[0], said["name"], Doing(said["doing"]), now + LASTS)
        return str(ref)

    def forget(self, now: float) -> list[str]:
        """Drop who wasn't heard of; returns the problems where that changes something."""
        changed = []
        for ref, tabs in list(self._tabs.items()):
            gone = [key for key, present in tabs.items() if present.until <= now]
            for key in gone:
                del tabs[key]
            if not tabs:
                del self._tabs[ref]
            if gone:
                changed.append(ref)
        return changed

    def problems(self) -> list[str]:
        """Where anybody is."""
        return [ref for ref, tabs in self._tabs.items() if tabs]

    def others(self, ref: str, person: UUID) -> list[dict[str, object]]:
        """Everybody but `person`, those who write first, each once."""
        return list(self._others(ref, person))

    def _others(self, ref: str, person: UUID) -> Iterator[dict[str, object]]:
        there = self._tabs.get(ref, {}).values()
        told = {person}
        for present in sorted(there, key=lambda one: (one.doing != Doing.WRITING, one.name)):
            if present.person not in told:
                told.add(present.person)
                yield {"name": present.name, "writes": present.doing == Doing.WRITING}


class PresenceForm(forms.Form):
    """What a browser says, without being asked."""

    doing = forms.ChoiceField(choices=[(doing, doing) for doing in Doing])
    tab = forms.SlugField(max_length=40)


@require_POST
def say(request: HttpRequest, number: int) -> HttpResponse:
    """POST: the reader has the problem open on a tab of the browser."""
    reader, form = reader_of(request), PresenceForm(request.POST)
    if not reader.at_desk or not form.is_valid():
        raise Http404
    said = {
        "ref": reference(number),
        "person": str(reader.person.pk),
        "name": reader.person.public_name,
        **form.cleaned_data,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(said)])
    return HttpResponse(status=204)


def event(ref: str, there: list[dict[str, object]]) -> str:
    """As the stream says it."""
    return f"event: presence\ndata: {json.dumps({'ref': ref, 'there': there})}\n\n"


def heard(presence: Presence, payload: str) -> str:
    """The topic of what a browser said."""
    return f"presence:{presence.hear(payload, time.time())}"
