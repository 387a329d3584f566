"""How a door answers a form in a sheet, with htmx and without."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

UNDO = "undo:"
"""Before the address that takes an act back, in the tags of a message."""


def done(request: HttpRequest, say: str, *, to: str, undo: str = "") -> HttpResponse:
    """It worked: close the sheet, say so in a toast and refresh what is live; or, without htmx,
    go to the address `to` with the sentence as a message.

    `undo` is an address that takes a POST to take the act back.
    """
    if request.headers.get("HX-Request"):
        told = {"buckstop:done": {"say": say, "undo": undo}}
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})
    _say(request, say, undo)
    return redirect(to)


def go(request: HttpRequest, to: str, *, say: str = "", undo: str = "") -> HttpResponse:
    """It worked, and the person belongs on another page now; `undo` as in `done`."""
    if say:
        _say(request, say, undo)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return redirect(to)


def _say(request: HttpRequest, say: str, undo: str) -> None:
    """The sentence on the next page, with what takes the act back."""
    messages.success(request, say, extra_tags=UNDO + undo if undo else "")


def sheet(
    request: HttpRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    """A sheet to fill in; with `refused`, the same again (422), errors beside the fields."""
    return render(request, template, context, status=422 if refused else 200)
