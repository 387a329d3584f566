"""The desk's pages: a folder a page, and a line in `PAGES`.

`view.py` answers its addresses and lists them in `ROUTES`; `data.py` turns what queries found into
what the page shows; `page.html` sets it. What several pages share is in `presenting/`.
"""

from collections.abc import Iterable
from importlib import import_module

from django.urls import URLPattern

PAGES = (
    "my_work",
    "going",
    "problems",
    "problem",
    "ledger",
    "log",
    "people",
    "person",
    "customer",
    "my_customers",
    "brief",
    "briefing",
    "briefings",
    "lessons",
    "thanks",
    "roster",
    "teams",
    "team",
    "ladders",
    "coverage_board",
    "concerns",
    "auditor",
    "suppliers",
    "supplier",
    "supplier_ask",
    "signals",
    "firsts",
    "affected",
    "outcomes",
    "forecasts",
    "at_risk",
    "trust",
    "causes",
    "cause",
    "review",
    "journeys",
    "services",
    "service",
    "house",
    "coming_in",
    "deeds",
    "who_may",
    "blocked",
    "keeping",
    "processing_record",
    "mail_accounts",
    "brands",
    "levels",
    "limits",
    "remedies",
    "time_spent",
    "settings",
    "setting_up",
    "keys",
    "webhooks",
    "imports",
    "webhook",
    "deliveries",
    "notices",
    "labels",
    "snippets",
    "search",
    "you",
    "own_keys",
)


def routes(pages: Iterable[str] = PAGES) -> list[URLPattern]:
    """The addresses of these pages."""
    views = (import_module(f"{__name__}.{page}.view") for page in pages)
    return [route for view in views for route in view.ROUTES]
