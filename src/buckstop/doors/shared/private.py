"""Pages that are opened by a link which is the key: their routes say so by `<secret:…>`."""

from django.http import HttpResponseBase
from django.urls import register_converter
from django.urls.converters import StringConverter
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language


class Secret(StringConverter):
    """The part of an address that is a key. No log may hold it (`buckstop.logs`)."""


register_converter(Secret, "secret")


def private[R: HttpResponseBase](response: R) -> R:
    """Nobody keeps a copy, and no search engine lists it.

    The referrer policy is `same-origin`: other sites learn nothing of the link. `no-referrer` would
    make browsers send `Origin: null` with our own forms, which the CSRF check must refuse.
    """
    patch_cache_control(response, private=True, no_cache=True)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response.headers.setdefault("Content-Language", get_language() or "en")  # while it is spoken
    response._has_been_logged = True  # type: ignore[attr-defined]  # the path is the key: no log
    return response
