"""The status page at a host name of its own: nothing else is there."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

type Answering = Callable[[HttpRequest], HttpResponseBase]


def served(answer: Answering) -> Answering:
    """Middleware: who asks for that host gets the addresses of the status page alone."""

    def answering(request: HttpRequest) -> HttpResponseBase:
        if settings.STATUS_URL and request.get_host() == urlsplit(settings.STATUS_URL).netloc:
            request.urlconf = "buckstop.doors.status.own_urls"
        return answer(request)

    return answering
