"""Doors that open by a signed link, without a log-in: to look at, and to do something.

Which links there are, what they open, and what is said where they open nothing, a `ByLink` says.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.shared.private import private
from buckstop.doors.shared.sizes import is_too_large
from buckstop.kit import clock
from buckstop.people.speaking import speaking


class Visiting(Protocol):
    """Somebody who came by a link: where its page is, and when."""

    @property
    def url(self) -> str: ...

    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Shut:
    """Why a link opens nothing: "expired", "withdrawn", or "" for one that we never made."""

    why: str


type View[V, **P] = Callable[Concatenate[HttpRequest, V, P], HttpResponse]
type Door = Callable[..., HttpResponse]  # the router gives `link` and the rest by name


class ByLink[V: Visiting](ABC):
    """One kind of link."""

    @abstractmethod
    def limits(self) -> tuple[Limit, Limit]:
        """How often something is done by one link, and from one address."""

    @abstractmethod
    def enter(self, link: str, at: datetime) -> V | Shut:
        """What the link opens at `at`."""

    @abstractmethod
    def gone(self, request: HttpRequest, shut: Shut, link: str) -> HttpResponse:
        """What a link shows that opens nothing, and why."""

    @abstractmethod
    def too_large(self, request: HttpRequest, visit: V) -> HttpResponse:
        """What was sent is over the limit; nothing of it was read."""

    def spoken(self, visit: V) -> list[str]:
        """In which languages they are spoken to, the first first; else as their browser asks."""
        del visit
        return []

    @abstractmethod
    def name(self, visit: V) -> str:
        """Who came by what: their POSTs are counted together."""

    def looking[**P](self, view: View[V, P]) -> Door:
        """A page to look at: GET and HEAD, which change nothing."""

        @require_http_methods(["GET", "HEAD"])
        @wraps(view)
        def door(
            request: HttpRequest, link: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            found = self.enter(link, clock.now())
            if isinstance(found, Shut):
                return self.gone(request, found, link)
            with self._speaking(found):
                return private(view(request, found, *args, **kwargs))

        return door

    def _speaking(self, visit: V) -> AbstractContextManager[None]:
        return speaking(*self.spoken(visit), get_language() or "")

    def doing[**P](self, view: View[V, P]) -> Door:
        """Something to do: POST only; whoever comes by GET, as a mail scanner does or on
        reloading, sees the page.

        The size is checked before the form is read, so the CSRF check comes after it, in here.
        """

        @csrf_exempt
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def door(
            request: HttpRequest, link: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            found = self.enter(link, clock.now())
            if isinstance(found, Shut):
                return self.gone(request, found, link)
            if request.method != "POST":
                return private(redirect(found.url))
            if is_too_large(request):
                with self._speaking(found):
                    return private(self.too_large(request, found))

            @csrf_protect
            def checked(request: HttpRequest) -> HttpResponse:
                return view(request, found, *args, **kwargs)

            with self._speaking(found):
                return private(checked(request))

        return door

    def seconds_to_wait(self, request: HttpRequest, visit: V) -> int:
        """Count one more POST of this link and of this address: 0, or how long they must wait."""
        of_link, of_address = self.limits()
        here = network(request.META.get("REMOTE_ADDR", ""))
        at_link = wait(of_link, self.name(visit), visit.at)
        return max(at_link, wait(of_address, here, visit.at))
