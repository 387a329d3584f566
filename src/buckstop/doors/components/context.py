"""What every page knows besides what its view says."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html

from buckstop.people.settings import NAME


def screen(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the house's name, whether this is a demo, and the token of its forms.

    `now` and `zone`, in which times are said, are the reader's: each view that says one gives them.
    The token is made at most once a page, not for each form: a masked one takes 20 µs.
    """
    token = SimpleLazyObject(lambda: get_token(request))
    field = SimpleLazyObject(
        lambda: format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
    )
    return {
        "house": NAME.value, "demo": settings.DEMO, "csrf_token": token, "csrf_input": field
    }  # fmt: skip
