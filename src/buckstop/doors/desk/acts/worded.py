"""Acts whose words customers read: checked while they are written, and once more before they go.

The check decides nothing. What its writer hasn't read yet is shown once, and the next press sends
it as it is; only another customer's name needs a tick besides. What was let stand is on record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern

from buckstop.conversations.queries import drafts
from buckstop.conversations.queries.drafts import Draft
from buckstop.conversations.wording.finding import WHOLE_DRAFT, Concern, Finding
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.shown.wording import Found, Wording
from buckstop.doors.desk.acts.base import ACTS
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.presenting import wording as presenting
from buckstop.kit.formatting import as_html, is_formatted
from buckstop.problems.models import Case
from buckstop.problems.models.case import WAITING

_GRAVE = frozenset({
    Concern.LEAK, Concern.BLAME, Concern.DEFLECTION, Concern.CONTRADICTION, Concern.NO_APOLOGY
})  # fmt: skip
_MOST_KEYS = 4_000  # characters of the names of findings that a form gives back


class Worded(ProblemAct):
    """An act with words to customers in its form."""

    words_in: ClassVar[tuple[str, ...]] = ("text",)  # the fields that they read
    promises: ClassVar[bool] = False  # whether the form has the time of the next news
    ends: ClassVar[bool] = False  # whether nothing follows
    is_letter: ClassVar[bool] = True  # else it is a part of their page
    overruled: frozenset[Concern] = frozenset()  # what is found in it and goes all the same

    @classmethod
    def every(cls) -> list[type["Worded"]]:
        """All of them that have an address."""
        return [act for act in ACTS if issubclass(act, cls)]

    @property
    def is_read(self) -> bool:
        """Whether customers read it at all."""
        return True

    @property
    def posted_at(self) -> str:
        """Where its form is posted."""
        if self.address.parts == 1:  # it may stand on the problem's page
            return self.url(self.problem.number)
        return self.request.path.removesuffix("wording/").removesuffix("new/")

    def readers(self, data: Mapping[str, Any]) -> Sequence[Case]:
        """Whose contacts read it."""
        del data
        rows = Case.objects.filter(problem=self.problem, state__in=WAITING)
        return list(rows.select_related("customer"))

    @classmethod
    def routes(cls) -> list[URLPattern]:
        """With where what is being written is read."""
        return [*super().routes(), cls.reading_route()]

    @classmethod
    def reading_route(cls) -> URLPattern:
        """Where what is being written is read."""
        at, name = f"{cls.address.route}wording/", f"{cls.__name__.lower()}-wording"
        return cls.routed(at, cls.checked, name, "POST")

    @classmethod
    def checked(cls, request: HttpRequest, **keys: Any) -> HttpResponse:
        """What the check finds in what is being written, and how it is set: writes nothing."""
        act = cls.of(request, **keys)
        form = act.fill(request.POST)
        form.is_valid()
        found = act.findings(form)
        text = act.text(form)
        wording = act.wording(found, text, live=True)
        shown = wording.found or []
        return JsonResponse({
            "html": render_to_string("components/wording_found.html", {"wording": wording}),
            "read": wording.read,
            "set": as_html(text) if is_formatted(text) else "",
            "marks": [[one.start, one.end, one.concern, one.key] for one in shown],
            "grave": [one.key for one in found if one.concern in _GRAVE],
        })  # fmt: skip

    def fill(self, *posted: Any) -> Plain:
        form = super().fill(*posted)
        if self.is_read:
            read = self.request.POST.get("wording", "")[:_MOST_KEYS]
            form.wording = replace(self.wording([], ""), read=read)
        return form

    def stops(self, form: Plain) -> bool:
        """Whether the writer has something to read, or to decide, before it goes.

        A form that doesn't say what was read, as a program's, is stopped by a leak alone.
        """
        if not self.is_read:
            return False
        data, found = self.request.POST, self.findings(form)
        read = set(data["wording"].split()) if "wording" in data else None
        ticked = set(data.getlist("overruled"))
        unread = read is not None and any(one.key not in read for one in found)
        if unread or any(one.blocks and one.key not in ticked for one in found):
            form.wording = self.wording(found, self.text(form), ticked=ticked)
            return True
        self.overruled = frozenset(one.concern for one in found)
        return False

    def text(self, form: Plain) -> str:
        """All that they read, as it was written."""
        return "\n\n".join(str(form.data.get(name, "")) for name in self.words_in)

    def findings(self, form: Plain) -> list[Finding]:
        """What the check finds in a form that was posted."""
        draft = Draft(
            text=self.text(form),
            problem=self.problem,
            cases=self.readers(form.data),
            promised=form.cleaned_data.get("by") if self.promises else None,
            ends=self.ends,
        )
        found = drafts.findings(draft, at=self.reader.now)
        left_out = set() if self.promises else {Concern.SPOKEN_TIME}
        left_out |= set() if self.is_letter else WHOLE_DRAFT
        return [one for one in found if one.concern not in left_out]

    def wording(
        self,
        found: list[Finding],
        text: str,
        *,
        ticked: frozenset[str] | set[str] = frozenset(),
        live: bool = False,
    ) -> Wording:
        """As the form shows it."""
        shown: list[Found] = [
            presenting.shown(
                one, text, self.reader, promises=self.promises, overruled=one.key in ticked
            )
            for one in found
        ]
        return Wording(
            url=f"{self.posted_at}wording/",
            fields=self.words_in,
            read=" ".join(one.key for one in found),
            found=shown,
            live=live,
        )
