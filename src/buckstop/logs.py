"""Nothing personal in logs: no address, no name, no words, no link, no key, in tracebacks neither.

What an exception says may be anything that somebody wrote: PostgreSQL repeats the values that it
refuses, parsers the text. So of an exception its kind and its place are told; what it says only
where that is about programs or the network. `BUCKSTOP_DEBUG=1` tells all.
"""

import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import psycopg
from django.db.utils import InterfaceError, OperationalError

from buckstop.kit import request_number
from buckstop.kit.stop import Stop

SERVICE_UNAVAILABLE = 503
ABOUT_PROGRAMS = (AttributeError, ImportError, NameError, TypeError, OSError)
ABOUT_THE_NETWORK = (
    OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError,
)  # fmt: skip
_SECRET_AFTER = (
    "c", "s", "enter", "approvals", "told", "calendar", "briefing-feeds", "portal/in",
    "status/mails",
)  # fmt: skip
"""The addresses that are keys: what stands after these is the secret part. Routes say it by
`<secret:…>`; a test finds one that is missing here."""
_LONG_AFTER = ("status", "signals/[a-z-]+")  # which folders of ours are called, too
_LINK = re.compile(
    rf"/({'|'.join(_SECRET_AFTER)})/[^/\s\"']+|/({'|'.join(_LONG_AFTER)})/[^/\s\"'.]{{16,}}+(?!\.py)"
)
_KEY = re.compile(r"\bbk_[\w-]{8,}")
_ADDRESS = re.compile(r"[^\s\"'<>@,;:()\[\]]+@[^\s\"'<>@,;:()\[\]]+\.?[^\s\"'<>@,;:()\[\]]*")


def without_links(text: str) -> str:
    """`text` with the secret part of every link of ours left out."""
    return _LINK.sub(lambda found: f"/{found[1] or found[2]}/…", text)


def without_persons(text: str) -> str:
    """`text` without links, keys and mail addresses: the last net, under not logging them."""
    return _ADDRESS.sub("…@…", _KEY.sub("bk_…", without_links(text)))


def said_of(error: BaseException) -> str:
    """An exception's kind, and what it says where nobody's words can be in it."""
    kind = type(error).__name__
    if isinstance(error, OSError) and error.strerror:
        return f"{kind}: {error.strerror}"
    if isinstance(error, (*ABOUT_PROGRAMS, *ABOUT_THE_NETWORK)) or _tells_all():
        lines = str(error).strip().splitlines()
        return f"{kind}: {lines[0]}" if lines else kind
    return kind


def lines_of(error: BaseException) -> Iterator[str]:
    """Where it happened, and what led to it, the first first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from lines_of(before)
        yield "which led to:"
    yield from "".join(traceback.format_tb(error.__traceback__)).splitlines()
    yield said_of(error)


class WithoutLinks(logging.Filter):
    """Takes links out of what is logged, its arguments included, and words out of exceptions."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                said_of(one) if isinstance(one, BaseException) else one for one in record.args
            )
        record.msg, record.args = without_links(record.getMessage()), ()
        return getattr(record, "status_code", 0) != SERVICE_UNAVAILABLE  # said on purpose


class Plain(logging.Formatter):
    """One line, which ends with the number of the request in hand, and below it where an exception
    came from."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # not what another handler made of it
        return without_persons(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        number = request_number.current()
        said = super().formatMessage(record)
        return f"{said} (request {number})" if number else said

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        return "\n".join(lines_of(ei[1])) if ei[1] is not None else ""


class Json(Plain):
    """An object a line, for programs that gather logs. No field holds what people wrote."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_persons(record.getMessage()),
            "request": request_number.current(),
            "process": record.process,
            "thread": record.threadName,
            "error": without_persons(said_of(error)) if error else "",
            "where": without_persons("\n".join(lines_of(error))) if error else "",
        }
        return json.dumps({name: value for name, value in said.items() if value})


def tell_of_a_crash(
    kind: type[BaseException], error: BaseException, place: TracebackType | None
) -> None:
    """Python's `excepthook`, for what ends a process: the same words as in the log."""
    if issubclass(kind, KeyboardInterrupt):
        return
    if isinstance(error, Stop):
        tell(f"buckstop: {error}")
    elif _as_json():
        crash = logging.makeLogRecord({"exc_info": (kind, error, place), "levelname": "CRITICAL"})
        crash.name, crash.msg = "buckstop", "the process ended"
        print(Json().format(crash), file=sys.stderr, flush=True)
    else:
        print(without_persons("\n".join(lines_of(error))), file=sys.stderr, flush=True)


def tell(line: str) -> None:
    """Say a line on the error output, as the log is written: what supervises parts says it so."""
    said = without_persons(line)
    if _as_json():
        said = Json().format(logging.makeLogRecord(
            {"name": "buckstop", "levelname": "WARNING", "msg": said}))  # fmt: skip
    print(said, file=sys.stderr, flush=True)


def _as_json() -> bool:
    return os.environ.get("BUCKSTOP_LOGS", "").strip().lower() == "json"


def _tells_all() -> bool:
    return os.environ.get("BUCKSTOP_DEBUG", "").strip() == "1"


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_links": {"()": "buckstop.logs.WithoutLinks"}},
    "formatters": {
        "plain": {"()": "buckstop.logs.Plain", "format": "%(levelname)s %(name)s: %(message)s"},
        "json": {"()": "buckstop.logs.Json"},
    },
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


def written_as(kind: str) -> dict[str, Any]:
    """The same for Django: as `lines` for people, or as `json`."""
    found = deepcopy(LOGGING)
    found["handlers"]["console"]["formatter"] = {"lines": "plain", "json": "json"}[kind]
    return found
