"""An act whose answer shows a secret, this once: it is kept nowhere."""

from typing import TYPE_CHECKING, ClassVar

from django.http import HttpResponse
from django.shortcuts import render

from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.presenting.shell import shell

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ShowsSecret(DeskAct):
    """`shown` says what it is and where it goes, `beside` what else is to be known of it."""

    counts_once = False
    template = "desk/sheet_secret.html"
    shown: ClassVar["StrOrPromise"]
    beside: ClassVar["StrOrPromise"] = ""

    def whose(self) -> str:
        """What it opens, or who uses it."""
        raise NotImplementedError

    def to(self) -> str:
        """Where one goes on once it is copied."""
        return self.back

    def secret(self, made: str) -> str:
        """As it is copied."""
        return made

    def hint(self) -> "StrOrPromise":
        """What stands below it."""
        return self.beside

    def confirm(self, confirmation: Confirmation) -> HttpResponse:
        """Show it in place of a confirmation."""
        context = {
            "shell": shell(self.reader, self.on_duty, self.in_bar),
            "now": self.reader.now,
            "zone": self.reader.zone,
            "back": self.to(),
            "name": self.whose(),
            "shown": self.shown,
            "secret": self.secret(confirmation.secret),
            "hint": self.hint(),
        }
        return render(self.request, "desk/secret.html", context)
