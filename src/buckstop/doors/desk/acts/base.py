"""An act: GET <noun>/new/ shows its sheet, POST <noun>/ does it. In a dialog and as a page.

An act without a form has no sheet: a POST does it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.functional import cached_property
from django.views.decorators.http import require_http_methods

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.components.forms.base import Plain, Timed
from buckstop.doors.desk.acts import spots
from buckstop.doors.desk.acts.offering import Offering
from buckstop.doors.desk.addresses import WORK, Address
from buckstop.doors.desk.forms import fits, put
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.presenting.shell import shell
from buckstop.doors.desk.reader import Reader, reader_of, seen_by
from buckstop.doors.shared.answers import done, go, sheet
from buckstop.ledger.refused import Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ACTS: list[type["DeskAct"]] = []
"""Every act that has an address."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What is said afterwards. `undo`: the address whose POST takes it back. `to`: another page on
    which the person belongs now. `secret`: what its page shows this once, in place of words."""

    text: str
    undo: str = ""
    to: str = ""
    secret: str = ""


class DeskAct(Offering):
    """One thing that staff can do. A class with a `noun` has an address of its own."""

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

    def stops(self, form: Plain) -> bool:
        """Whether a form without mistakes is shown once more before anything is done."""
        del form
        return False

    @property
    def back(self) -> str:
        """The page that it is about: where one comes from and goes afterwards."""
        return WORK.url()

    @property
    def after(self) -> str:
        """Where one goes afterwards."""
        return self.back

    # --- its views

    @classmethod
    def routes(cls) -> list[URLPattern]:
        """Its addresses: of the sheet, where it has one, and where it is posted."""
        name, at = cls.__name__.lower(), cls.address.route
        if cls.form is None:
            return [cls.routed(at, cls.posted, name, "POST")]
        return [
            cls.routed(f"{at}new/", cls.opened, f"{name}-new", "GET", "HEAD"),
            cls.routed(at, cls.posted, name, "GET", "HEAD", "POST"),
        ]

    @classmethod
    def routed(
        cls, at: str, view: Callable[..., HttpResponse], name: str, *methods: str
    ) -> URLPattern:
        """An address of its own: `view`, for whom the act is there, and for these methods."""
        return route(at, require_http_methods(list(methods))(view), name, cls.who)

    @classmethod
    def opened(cls, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Its sheet."""
        act = cls.of(request, **keys)
        return act.show(act.fill())

    @classmethod
    def posted(cls, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Do it; a GET leads to its sheet."""
        if request.method != "POST":
            asked = request.META.get("QUERY_STRING", "")
            return redirect(f"{request.path}new/" + (f"?{asked}" if asked else ""))
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
        if form.is_valid() and fits(form) and not self.stops(form):
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
            undo = confirmation.undo
            return go(self.request, confirmation.to, say=confirmation.text, undo=undo)
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
