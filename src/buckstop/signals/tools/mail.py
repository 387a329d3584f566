"""Alerts that come by mail: what the subject says, whatever tool wrote it."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import MAIL, Severity, Signal, Tool

_OVER = re.compile(
    r"\b(?:resolved|recover(?:y|ed)|ok|up|cleared?|closed|back to normal|healthy|behoben|wieder ok"
    r"|résolu|resuelto)\b",
    re.IGNORECASE,
)
_FIRES = re.compile(
    r"\b(?:firing|problem|alert(?:ing)?|triggered|trigger|down|critical|crit|warning|warn|error"
    r"|failed|unreachable|opened|new|info|disaster|high|average|p[1-5])\b",
    re.IGNORECASE,
)
_CRITICAL = re.compile(
    r"\b(?:critical|crit|down|disaster|high|error|failed|unreachable|p1|p2)\b", re.IGNORECASE
)
_CHANGING = re.compile(r"\d+(?:[.,:]\d+)*\s*%?|^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)


class Mail(Tool):
    code = MAIL
    label = _("Alerts by mail")
    hint = _(
        "As the address that the tool mails alerts to. One whose subject says RESOLVED, OK, "
        "RECOVERY or the like ends the trouble of the same subject."
    )

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        subject = picking.needed(said, "subject")
        over = bool(_OVER.search(subject)) and not re.match(r"\W*problem\b", subject, re.IGNORECASE)
        return [
            Signal(
                identity=_same(subject),
                firing=not over,
                title=subject,
                severity=Severity.CRITICAL if _CRITICAL.search(subject) else Severity.WARNING,
                names=_names(subject),
            )
        ]


def _same(subject: str) -> str:
    """What stays of a subject when its state and its numbers change."""
    bare = _CHANGING.sub(" ", _OVER.sub(" ", _FIRES.sub(" ", subject)))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold())) or "alert"


def _names(subject: str) -> tuple[str, ...]:
    """What it may call our service: what stands in brackets or before a colon, then each word."""
    parts = re.findall(r"[\[(]([^\])]+)[\])]", subject) + re.split(r"[:|]", subject)
    words = re.findall(r"[\w.-]{3,}", subject)
    return tuple(dict.fromkeys(" ".join(part.split()) for part in (*parts, *words)))[:40]
