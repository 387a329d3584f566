"""A sheet: GET <noun>/new/ shows it, POST <noun>/ does the act. Works in a dialog and as a page."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk import finding
from buckstop.doors.desk.finding import PREFIX
from buckstop.doors.desk.forms import fits, put
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.presenting import problems, times
from buckstop.doors.desk.presenting.shell import shell
from buckstop.doors.desk.reader import Reader, reader_of, seen_by
from buckstop.doors.shared.answers import done, go, sheet
from buckstop.ledger.refused import Refused
from buckstop.problems.models import Problem


class Sheet:
    """One act on a problem. Subclasses say its form, what surrounds it and the verb."""

    template: ClassVar[str] = "desk/sheet_reason.html"
    heading: ClassVar[str] = ""
    button: ClassVar[str] = ""
    fields: ClassVar[dict[str, str]] = {"due": "by"}  # a refusal's fields, as the form calls them
    answers: ClassVar[bool] = False  # it tells customers something: see `seen_by`
    place: ClassVar[str] = "problems"  # which of the pages in the bar it belongs to
    moves_on: ClassVar[bool] = False  # the person belongs on another page afterwards

    def __init__(self, request: HttpRequest, number: int, key: UUID | None) -> None:
        self.request = request
        self.reader: Reader = reader_of(request)
        self.problem: Problem = finding.problem(self.reader, number)
        self.here: OnDuty = who_is_on_duty(self.reader.now)
        self.undo = ""
        self.find(key)

    @property
    def home(self) -> str:
        """The problem's address."""
        return problems.address(self.problem)

    @property
    def to(self) -> str:
        """Where one goes afterwards."""
        return self.home

    def find(self, key: UUID | None) -> None:
        """Find what else the act is about."""

    def form(self, *given: Any) -> Plain:
        """The form, empty or with what was posted."""
        raise NotImplementedError

    def about(self) -> dict[str, str]:
        """Which problem it is about, for the sheet's head."""
        return {"ref": self.problem.ref, "title": self.problem.title}

    def context(self) -> dict[str, Any]:
        """What the template needs besides."""
        return {"lead": ""}

    def act(self, said: dict[str, Any]) -> str:
        """Call the verb; returns what to say."""
        raise NotImplementedError

    def timed(self, given: tuple[Any, ...], offered: list[Any]) -> dict[str, Any]:
        """Times and zone for a `Timed` form."""
        return times.offered(offered, self.reader, given[0] if given else None)

    @property
    def by(self) -> dict[str, Any]:
        """Who acts, and when: what every verb takes."""
        return {"by": self.reader.actor, "at": self.reader.now}

    @property
    def read_to(self) -> int | None:
        """Up to which entry whoever writes had read."""
        return seen_by(self.request)

    def show(self, form: Plain, action: str) -> HttpResponse:
        """The sheet, or the same again with what is wrong."""
        context = {
            "shell": shell(self.reader, self.here, self.place),
            "now": self.reader.now,
            "zone": self.reader.zone,
            "seen_entry": self.problem.chain.length if self.answers else None,
            **self.about(),
            "back": self.home,
            "action": action,
            "form": form,
            "heading": self.heading,
            "button": self.button,
            **self.context(),
        }
        return sheet(self.request, self.template, context, refused=form.is_bound)

    def post(self) -> HttpResponse:
        """Do it, or say what is wrong."""
        form = self.form(self.request.POST, self.request.FILES)
        if form.is_valid() and fits(form):
            try:
                say = self.act(form.cleaned_data)
            except Refused as refusal:
                put(form, refusal, self.fields)
            else:
                if self.moves_on:
                    return go(self.request, self.to, say=say)
                return done(self.request, say, to=self.to, undo=self.undo)
        return self.show(form, self.request.path)


def places(kind: type[Sheet], noun: str) -> list[URLPattern]:
    """The two addresses of a sheet; a GET of where it posts leads to the form."""

    def new(request: HttpRequest, number: int, key: UUID | None = None) -> HttpResponse:
        shown = kind(request, number, key)
        return shown.show(shown.form(), request.path.removesuffix("new/"))

    def make(request: HttpRequest, number: int, key: UUID | None = None) -> HttpResponse:
        if request.method != "POST":
            return redirect(f"{request.path}new/")
        return kind(request, number, key).post()

    name = kind.__name__.lower()
    return [
        route(f"{PREFIX}{noun}new/", require_safe(new), f"{name}-new"),
        route(f"{PREFIX}{noun}", require_http_methods(["GET", "HEAD", "POST"])(make), name),
    ]


class Deed(Sheet):
    """An act that needs no words: a POST does it."""

    def post(self) -> HttpResponse:
        """Do it; a refusal is said by the guard."""
        say = self.act({})
        return done(self.request, say, to=self.to, undo=self.undo)


def deed(kind: type[Deed], noun: str) -> URLPattern:
    """The address of a deed."""

    def make(request: HttpRequest, number: int, key: UUID | None = None) -> HttpResponse:
        return kind(request, number, key).post()

    return route(f"{PREFIX}{noun}", require_POST(make), kind.__name__.lower())
