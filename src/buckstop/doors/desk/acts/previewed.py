"""Acts that send a letter: the whole of it can be seen, as its reader gets it, before it goes."""

import re
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern

from buckstop.conversations.queries.previews import letter_to
from buckstop.conversations.rendering import Preview
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts.worded import Worded
from buckstop.doors.desk.files import framed
from buckstop.problems.models import Case


class Previewed(Worded):
    """Its form is posted to `preview/` too, which writes nothing: the page of a frame."""

    letter_kind: ClassVar[str]  # the code of its letter

    @classmethod
    def routes(cls) -> list[URLPattern]:
        """With where the letter is seen."""
        return [*super().routes(), cls.preview_route()]

    @classmethod
    def preview_route(cls) -> URLPattern:
        """Where the letter is seen."""
        at, name = f"{cls.address.route}preview/", f"{cls.__name__.lower()}-preview"
        return cls.routed(at, cls.previewed, name, "POST")

    @classmethod
    def previewed(cls, request: HttpRequest, **keys: Any) -> HttpResponse:
        """The letter to the first of who read it, whatever the form lacks to be sent."""
        act = cls.of(request, **keys)
        form = act.fill(request.POST)
        form.is_valid()
        first = next(iter(act.readers(form.data)), None)
        letter = None if first is None else act.would_be(first, form)
        answer = HttpResponse(_page(letter))
        answer["Content-Security-Policy"] = framed("'unsafe-inline'", images="data: 'self'")
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Referrer-Policy"] = "no-referrer"
        return answer

    def would_be(self, case: Case, form: Plain) -> Preview:
        """What the form says, as the letter to whose case it is."""
        case.problem = self.problem
        return letter_to(
            case,
            kind=self.letter_kind,
            text=self.text(form),
            promises=self.promised(form),
            writer=self.reader.person,
            at=self.reader.now,
        )

    def promised(self, form: Plain) -> datetime | None:
        """By when the next news is promised, where the form says a time that can be read."""
        found = form.cleaned_data.get("by")
        return found.astimezone(UTC) if isinstance(found, datetime) else None


def _page(letter: Preview | None) -> str:
    """The letter, below what a mail program says over it."""
    above = render_to_string("desk/preview.html", {"letter": letter})
    if letter is None:
        return above
    return re.sub(r"(<body[^>]*>)", lambda found: found[1] + above, letter.html, count=1)
