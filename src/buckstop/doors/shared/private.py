"""Pages that are opened by a link which is the key."""

from django.http import HttpResponseBase
from django.utils.cache import patch_cache_control


def private[R: HttpResponseBase](response: R) -> R:
    """Nobody keeps a copy, and no search engine lists it.

    The referrer policy is `same-origin`: other sites learn nothing of the link. `no-referrer` would
    make browsers send `Origin: null` with our own forms, which the CSRF check must refuse.
    """
    patch_cache_control(response, private=True, no_cache=True)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response._has_been_logged = True  # type: ignore[attr-defined]  # the path is the key: no log
    return response
