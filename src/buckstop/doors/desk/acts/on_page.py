"""An act whose form stands on a page, which answers it too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts.base import Confirmation, DeskAct


class OnPage(DeskAct):
    """It has no sheet. Refused, or with something that is shown this once, its page answers."""

    @classmethod
    def routes(cls) -> list[URLPattern]:
        return super().routes()[-1:]

    @classmethod
    def posted(cls, request: HttpRequest, **keys: object) -> HttpResponse:
        """Do it; a GET leads to the page."""
        act = cls.of(request, **keys)
        return act.post() if request.method == "POST" else redirect(act.after)

    def page(self, form: Plain | None, *, secret: str = "") -> HttpResponse:
        """Its page, with its form; `secret` is shown this once."""
        raise NotImplementedError

    def show(self, form: Plain) -> HttpResponse:
        return self.page(form)

    def confirm(self, confirmation: Confirmation) -> HttpResponse:
        if not confirmation.secret:
            return super().confirm(confirmation)
        return self.page(self.fill() if self.form else None, secret=confirmation.secret)
