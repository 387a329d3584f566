"""Answers are in the language that the browser asks for, where nobody is known who chose one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from buckstop.people.speaking import speaking

type Answer = Callable[[HttpRequest], HttpResponse]


def as_asked(answer: Answer) -> Answer:
    """Middleware: what is said meanwhile is in the first language asked for that we speak."""

    def answering(request: HttpRequest) -> HttpResponse:
        with speaking(*asked(request)):
            response = answer(request)
            response.headers.setdefault("Content-Language", get_language() or "en")
        patch_vary_headers(response, ("Accept-Language",))
        return response

    return answering


def asked(request: HttpRequest) -> list[str]:
    """The codes that the browser asks for, the most wanted first; of a region its language's."""
    header = request.headers.get("Accept-Language", "")
    return [code.partition("-")[0] for code, _wanted in parse_accept_lang_header(header)]
