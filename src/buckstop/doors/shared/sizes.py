"""How much comes in at a time: asked before anybody reads it."""

from django.conf import settings
from django.http import HttpRequest


def is_too_large(request: HttpRequest, most: int = 0) -> bool:
    """Whether its body is over `most` bytes, or over what one may send us as a message."""
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    return size > (most or settings.MESSAGE_LIMIT)


def most_in_words() -> int:
    """How many MB one may send at a time."""
    return settings.MESSAGE_LIMIT // 1024 // 1024
