"""An act: GET <noun>/new/ shows its sheet, POST <noun>/ does it. In a dialog and as a page.

An act without a form has no sheet: a POST does it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.functional import cached_property
from django.views.decorators.http import require_http_methods

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.components.forms.base import Plain, Timed
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts import spots
from buckstop.doors.desk.acts.spots import Subject, Where
from buckstop.doors.desk.addresses import PROBLEM, WORK, Address
from buckstop.doors.desk.forms import fits, put
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.presenting.shell import shell
from buckstop.doors.desk.reader import Reader, reader_of, seen_by
from buckstop.doors.shared.answers import done, go, sheet
from buckstop.ledger.refused import Refused
from buckstop.problems.models import Problem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ACTS: list[type["DeskAct"]] = []
"""Every act that has an address."""


class Who(Enum):
    """For whom an act's address is there at all; for others it is a 404."""

    ANYBODY = "anybody"  # all staff: what it is about says itself who may
    DESK = "desk"
    LEADERS = "leaders"
    ADMINS = "admins"

    def lets(self, reader: Reader) -> bool:
        """Whether it is there for `reader`."""
        if self is Who.ANYBODY:
            return True
        if self is Who.DESK:
            return reader.at_desk
        return reader.leads if self is Who.LEADERS else reader.administers


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What is said afterwards. `undo`: the address whose POST takes it back. `to`: another page on
    which the person belongs now."""

    text: str
    undo: str = ""
    to: str = ""


class DeskAct:
    """One thing that staff can do. A class with a `noun` has an address of its own."""

    label: ClassVar["StrOrPromise"] = ""  # of its buttons, and over its sheet
    letter: ClassVar[str] = ""  # its key on the keyboard
    where: ClassVar[tuple[Where, ...]] = ()
    who: ClassVar[Who] = Who.ANYBODY
    before: ClassVar[str] = ""  # of the address: the page that it is about …
    under: ClassVar[str] = ""  # … what of that page it is about …
    noun: ClassVar[str]  # … and its noun
    address: ClassVar[Address]
    form: ClassVar[type[Plain] | None] = None
    template: ClassVar[str] = "desk/sheet_reason.html"
    heading: ClassVar["StrOrPromise"] = ""  # over the sheet, where not its label
    submit: ClassVar["StrOrPromise"] = ""  # on the sheet's button, where not its heading
    fields: ClassVar[dict[str, str]] = {"due": "by"}  # a refusal's fields, as the form calls them
    answers_customers: ClassVar[bool] = False  # refused where they wrote meanwhile: see `read_to`
    in_bar: ClassVar[str] = ""  # which of the pages in the bar it belongs to

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give it its address and its spots."""
        super().__init_subclass__(**kwargs)
        if "noun" in cls.__dict__:
            cls.address = Address(cls.before + cls.under + cls.noun)
            ACTS.append(cls)
            for where in cls.where:
                spots.offer(cls, where)

    def __init__(self, request: HttpRequest, reader: Reader) -> None:
        self.request = request
        self.reader = reader

    # --- what a class of its own says

    @classmethod
    def may(cls, on: Subject) -> bool:
        """Whether the verb would let the reader do it now, as far as the page can tell."""
        del on
        return True

    def find(self, **keys: Any) -> None:
        """Find what it is about, by the parts of its address; or 404."""

    def options(self) -> dict[str, Any]:
        """What the form needs besides what was posted: its choices, `initial`."""
        return {}

    def times(self) -> list[datetime]:
        """The times that a `Timed` form offers, the usual one first."""
        return []

    def context(self) -> dict[str, Any]:
        """What the template needs besides."""
        return {"lead": ""}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        """Call the verb with what was filled in."""
        raise NotImplementedError

    @property
    def back(self) -> str:
        """The page that it is about: where one comes from and goes afterwards."""
        return WORK.url()

    @property
    def after(self) -> str:
        """Where one goes afterwards."""
        return self.back

    # --- its address and its buttons

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        """The parts of its address."""
        return (on.key,) if cls.address.parts else ()

    @classmethod
    def query(cls, on: Subject) -> dict[str, Any]:
        """What its sheet is told besides."""
        del on
        return {}

    @classmethod
    def words(cls, on: Subject, where: Where) -> str:
        """The words of its button."""
        del on
        return str(where.label or cls.label)

    @classmethod
    def hint_on(cls, on: Subject) -> str:
        """What its button says besides, to somebody who points at it."""
        del on
        return ""

    @classmethod
    def url(cls, *parts: Any) -> str:
        """Where it is posted."""
        return cls.address.url(*parts)

    @classmethod
    def sheet_url(cls, *parts: Any, **query: Any) -> str:
        """Where its sheet is."""
        url, _mark, said = cls.address.url(*parts, **query).partition("?")
        return f"{url}new/?{said}" if said else f"{url}new/"

    @classmethod
    def offered(cls, on: Subject) -> bool:
        """Whether it is offered to the reader."""
        return cls.who.lets(on.reader) and cls.may(on)

    @classmethod
    def button(cls, on: Subject, where: Where) -> Button:
        """Its button there."""
        at_once = where.at_once or cls.form is None
        keys = cls.keys(on)
        return Button(
            label=cls.words(on, where),
            url=cls.url(*keys) if at_once else cls.sheet_url(*keys, **cls.query(on)),
            key=cls.letter if where.lettered else "",
            post=at_once,
            sheet=not at_once,
            main=where.main,
            hint=cls.hint_on(on),
        )

    # --- its views

    @classmethod
    def routes(cls) -> list[URLPattern]:
        """Its addresses: of the sheet, where it has one, and where it is posted."""
        name, at = cls.__name__.lower(), cls.address.route
        if cls.form is None:
            return [route(at, cls.guarded(cls.posted, "POST"), name)]
        return [
            route(f"{at}new/", cls.guarded(cls.opened, "GET", "HEAD"), f"{name}-new"),
            route(at, cls.guarded(cls.posted, "GET", "HEAD", "POST"), name),
        ]

    @classmethod
    def guarded(
        cls, view: Callable[..., HttpResponse], *methods: str
    ) -> Callable[..., HttpResponseBase]:
        """`view` for whom it is there, and for these methods."""
        allowed = require_http_methods(list(methods))(view)

        def guarded(request: HttpRequest, **keys: Any) -> HttpResponseBase:
            if not cls.who.lets(reader_of(request)):
                raise Http404
            return allowed(request, **keys)

        return guarded

    @classmethod
    def opened(cls, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Its sheet."""
        act = cls.of(request, **keys)
        return act.show(act.fill())

    @classmethod
    def posted(cls, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Do it; a GET leads to its sheet."""
        if request.method != "POST":
            return redirect(f"{request.path}new/")
        return cls.of(request, **keys).post()

    @classmethod
    def of(cls, request: HttpRequest, **keys: Any) -> Self:
        """The act of one request, with what it is about."""
        act = cls(request, reader_of(request))
        act.find(**keys)
        return act

    @cached_property
    def on_duty(self) -> OnDuty:
        """Who is there now, and which times we promise."""
        return who_is_on_duty(self.reader.now)

    @property
    def by(self) -> dict[str, Any]:
        """Who acts, and when: what every verb takes."""
        return {"by": self.reader.actor, "at": self.reader.now}

    @property
    def read_to(self) -> int | None:
        """Up to which entry whoever writes had read."""
        return seen_by(self.request)

    def about(self) -> dict[str, Any]:
        """What stands over the sheet: the problem's `ref` and `title`, where it is about one."""
        return {"ref": "", "title": "", "seen_entry": None}

    def fill(self, *posted: Any) -> Plain:
        """The form, empty or with what was posted."""
        assert self.form is not None
        timed: dict[str, Any] = {}
        if issubclass(self.form, Timed):
            timed = times.offered(self.times(), self.reader, posted[0] if posted else None)
        return self.form(*posted, **(timed | self.options()))

    def post(self) -> HttpResponse:
        """Do it, or say what is wrong; of an act without a form the guard says it."""
        if self.form is None:
            return self.confirm(self.do({}))
        form = self.fill(self.request.POST, self.request.FILES)
        if form.is_valid() and fits(form):
            try:
                confirmation = self.do(form.cleaned_data)
            except Refused as refusal:
                put(form, refusal, self.fields)
            else:
                return self.confirm(confirmation)
        return self.show(form)

    def confirm(self, confirmation: Confirmation) -> HttpResponse:
        """Say that it is done, and lead on."""
        if confirmation.to:
            return go(self.request, confirmation.to, say=confirmation.text)
        return done(self.request, confirmation.text, to=self.after, undo=confirmation.undo)

    def show(self, form: Plain) -> HttpResponse:
        """The sheet, or the same again with what is wrong."""
        heading = str(self.heading or self.label)
        context = {
            "shell": shell(self.reader, self.on_duty, self.in_bar),
            "now": self.reader.now,
            "zone": self.reader.zone,
            "back": self.back,
            "action": self.request.path.removesuffix("new/"),
            "form": form,
            "heading": heading,
            "button": str(self.submit or heading),
            **self.about(),
            **self.context(),
        }
        context["title"] = context["title"] or context["heading"]
        return sheet(self.request, self.template, context, refused=form.is_bound)


class ProblemAct(DeskAct):
    """An act on a problem, or on a row of it. The verb says who may."""

    before = PROBLEM.route
    in_bar = "problems"
    problem: Problem

    def find(self, **keys: Any) -> None:
        """The problem, and what of it."""
        self.problem = finding.problem(self.reader, keys["number"])
        self.find_row(keys.get("key"))

    def find_row(self, key: UUID | None) -> None:
        """What of the problem it is about; or 404."""

    @property
    def back(self) -> str:
        return PROBLEM.url(self.problem.number)

    def about(self) -> dict[str, Any]:
        read_to = self.problem.chain.length if self.answers_customers else None
        return {"ref": self.problem.ref, "title": self.problem.title, "seen_entry": read_to}

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        assert on.problem is not None
        return (on.problem.number, on.key) if cls.address.parts > 1 else (on.problem.number,)

    @classmethod
    def runs(cls, on: Subject) -> bool:
        """Whether the reader works at the desk and the problem runs."""
        return on.reader.at_desk and on.problem is not None and not on.problem.is_closed
