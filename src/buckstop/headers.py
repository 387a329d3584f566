"""Headers of every answer that Django doesn't know of."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

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
