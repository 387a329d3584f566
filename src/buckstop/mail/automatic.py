"""By which headers machines make themselves known."""

import re

from buckstop.mail.parsed import Automatic
from buckstop.mail.storable import storable
from buckstop.mail.structure import Part

MARK = "X-Buckstop-Ledger"
"""The header that every mail of ours bears: the head of the chain that it belongs to."""

_YES = re.compile(r"\s*yes\b", re.I)


def automatic(root: Part) -> Automatic:
    """What the headers of a mail say of how it came to be."""

    def said(name: str) -> str:
        return root.headers.text(name, 100).lower()

    calendar = next((p for p in _two_levels(root) if p.content_type == "text/calendar"), None)
    method = calendar.parameters.get("method", b"").decode("latin-1").lower() if calendar else ""
    report = root.parameters.get("report-type", b"").decode("latin-1").lower()
    is_report = root.content_type == "multipart/report"
    return Automatic(
        auto_submitted=said("auto-submitted"),
        precedence=said("precedence"),
        list_id=said("list-id") or said("mailing-list"),
        list_post=said("list-post"),
        list_unsubscribe=said("list-unsubscribe"),
        suppress=said("x-auto-response-suppress"),
        auto_reply=said("x-autoreply") or said("x-autorespond") or said("x-auto-reply-from"),
        return_path=said("return-path") if root.headers.has("return-path") else None,
        feedback=said("x-loop") or said("x-mailer-loop"),
        calendar_method=storable(method)[:40],
        report_type=storable(report)[:60] or ("unknown" if is_report else ""),
        ours=said(MARK.lower()),
        spam=any(_YES.match(root.headers.raw(name)) for name in ("x-spam-flag", "x-spam-status")),
    )


def _two_levels(root: Part) -> list[Part]:
    return [root, *root.children, *(inner for part in root.children for inner in part.children)]
