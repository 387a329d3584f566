"""All readers: reading this registers each."""

from buckstop.arrivals.readers import (
    freescout,
    mailboxes,
    osticket,
    request_tracker,
    table,
    zammad,
    zendesk,
)
from buckstop.arrivals.readers.reader import READERS

__all__ = [
    "READERS", "freescout", "mailboxes", "osticket", "request_tracker", "table", "zammad",
    "zendesk",
]  # fmt: skip
