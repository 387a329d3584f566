"""From where the desk opens: the networks that an admin named, or everywhere."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, URLResolver

from buckstop.identity.settings import NETWORKS
from buckstop.people.networks import opens_from

type View = Callable[..., HttpResponseBase]
type Route = URLPattern | URLResolver


def address_of(request: HttpRequest) -> str:
    """From where somebody comes."""
    return str(request.META.get("REMOTE_ADDR", ""))


def open_to(address: str) -> bool:
    """Whether the desk opens from there."""
    return opens_from(address, NETWORKS.value)


def closed(request: HttpRequest) -> HttpResponse:
    """That it doesn't open from here."""
    context = {"address": address_of(request)}
    return render(request, "desk/pages/log_in/closed.html", context, status=403)


def from_open_networks(view: View) -> View:
    """`view` for who comes from where the desk opens."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponseBase:
        if not open_to(address_of(request)):
            return closed(request)
        return view(request, *args, **keys)

    return guarded


def all_from_open_networks(routes: Sequence[Route]) -> list[Route]:
    """The same addresses, those of an `include` too, for who comes from where the desk opens."""
    for one in routes:
        if isinstance(one, URLResolver):
            all_from_open_networks(one.url_patterns)
        else:
            one.callback = from_open_networks(one.callback)
    return list(routes)
