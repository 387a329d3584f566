"""What a tool's message says: signals, in one form whatever the tool."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Severity(IntEnum):
    """How bad a tool says that it is."""

    INFO = 0
    WARNING = 1
    CRITICAL = 2


SEVERITIES: Mapping[int, "StrOrPromise"] = {
    Severity.INFO: _("for information"),
    Severity.WARNING: _("a warning"),
    Severity.CRITICAL: _("critical"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One sign of trouble, or that it is over (`firing` is False).

    `identity` is what makes two signals of a source the same trouble; `names` are what it may call
    our service, the likeliest first; `at` is when it happened by the tool's clock, None where it
    doesn't say.
    """

    identity: str
    firing: bool
    title: str
    severity: Severity = Severity.WARNING
    names: Sequence[str] = ()
    at: datetime | None = None
    url: str = ""


class Unfit(Exception):
    """A message that a tool doesn't send; the sentence says what is missing."""


class Tool(ABC):
    """One that sends us signals; a file in this folder, with a sample of its message beside it."""

    code: ClassVar[str]
    label: ClassVar["StrOrPromise"]
    hint: ClassVar["StrOrPromise"] = ""  # where in the tool our address is put
    says_over: ClassVar[bool] = True  # else its trouble is over once nothing more comes

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        TOOLS[cls.code] = cls

    @classmethod
    def tells_recovery(cls, mapping: Mapping[str, str]) -> bool:
        """Whether it says when a trouble is over."""
        del mapping
        return cls.says_over

    @classmethod
    @abstractmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        """The signals of a message. Raises Unfit. `mapping` is the source's own, for the generic
        tool."""


TOOLS: dict[str, type[Tool]] = {}

HEARTBEAT = "heartbeat"  # a job that pings us: whatever it says, it runs
SERIES, PROMETHEUS = "series", "prometheus"  # numbers that are sent to us, or that we fetch
CHECK = "check"  # what we look at ourselves
REPORTS = "reports"  # what customers report
CASES = "cases"  # a form or tool that sends customers' problems; `incoming` reads them
MAIL = "mail"  # a tool that writes mails
MAIL_MARK = "signals."
"""What stands before the secret in the mark of its mail address."""

UNSENT = frozenset({CHECK, PROMETHEUS, REPORTS})
"""Kinds of sources to which nobody sends anything."""

NO_TOOL: Mapping[str, "StrOrPromise"] = {
    HEARTBEAT: _("a job that must be heard"),
    SERIES: _("a series of numbers"),
    PROMETHEUS: _("a series of Prometheus"),
    CHECK: _("a check of ours"),
    REPORTS: _("reports of customers"),
    CASES: _("customers’ problems"),
}
"""Kinds of sources that aren't a tool which sends us signals."""

_HINTS: Mapping[str, "StrOrPromise"] = {
    HEARTBEAT: _("Let the job POST to it at the end of each run, such as by curl -X POST."),
    CASES: _("Let the form or tool POST to it, as JSON or as forms do."),
    SERIES: _('POST rows to it as JSON: {"points": [[1772413800, 41.5]]}.'),
}


def hint(kind: str) -> str:
    """Where our address is put, of a kind of source; "" where nothing need be said."""
    return str(TOOLS[kind].hint if kind in TOOLS else _HINTS.get(kind, ""))


def mail_address(desk: str, secret: str) -> str:
    """Where a tool that writes mails sends them: at the desk's own address, with a mark."""
    local, _at, domain = desk.partition("@")
    return f"{local}+{MAIL_MARK}{secret}@{domain}"
