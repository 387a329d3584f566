"""The tables of prevention."""

from buckstop.prevention.models.cause import PARTS, Because, Cause, Review
from buckstop.prevention.models.prevention import News, Prevention, Size, Told
from buckstop.prevention.models.suggestion import Suggestion

__all__ = [
    "PARTS",
    "Because",
    "Cause",
    "News",
    "Prevention",
    "Review",
    "Size",
    "Suggestion",
    "Told",
]
