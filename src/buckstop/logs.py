"""Nothing personal in logs: a customer's link is a key, so it never stands in one."""

import logging
import re
from typing import Any

SERVICE_UNAVAILABLE = 503
_LINK = re.compile(r"/(c|enter)/[^/\s\"']+")


def without_links(text: str) -> str:
    """`text` with the secret part of every link of ours left out."""
    return _LINK.sub(r"/\1/…", text)


class WithoutLinks(logging.Filter):
    """Takes links out of what is logged, its arguments included."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _clean(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_clean(value) for value in record.args)
        return getattr(record, "status_code", 0) != SERVICE_UNAVAILABLE  # said on purpose


def _clean(value: Any) -> Any:
    return without_links(value) if isinstance(value, str) else value


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_links": {"()": "buckstop.logs.WithoutLinks"}},
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["without_links"],
            "formatter": "plain",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Strangers' oddities are answered: each would be a traceback with what they sent.
        "django.security": {"level": "CRITICAL"},
        "uvicorn": {"level": "ERROR"},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
