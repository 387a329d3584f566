"""Headers of every answer that Django doesn't know of."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from buckstop.kit import request_number

type Answering = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS = ", ".join(
    f"{power}=()"
    for power in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip


def permissions(get_response: Answering) -> Answering:
    """Middleware: what a page of ours may never ask of its reader, whoever got into it."""

    def answering(request: HttpRequest) -> HttpResponseBase:
        answer = get_response(request)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return answer

    return answering


def numbered(get_response: Answering) -> Answering:
    """Middleware: the request has a number, which its answer says. Our own server gives it before
    Django is asked; this is for other servers."""

    def answering(request: HttpRequest) -> HttpResponseBase:
        given = request_number.current()
        number = given or request_number.begin(request.headers.get(request_number.HEADER, ""))
        try:
            answer = get_response(request)
        finally:
            if not given:
                request_number.end()
        answer.headers[request_number.HEADER] = number
        return answer

    return answering
