"""The desk's pages: a folder a page, and nothing lists them.

`view.py` answers its addresses and says in `ROUTES` for whom each is there; `data.py` turns what
queries found into what the page shows; `page.html` sets it. What several pages share is in
`presenting/`.
"""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from django.urls import URLPattern

PAGES = tuple(sorted(view.parent.name for view in Path(__file__).parent.glob("*/view.py")))
"""The name of each."""


def routes(pages: Iterable[str] = PAGES) -> list[URLPattern]:
    """The addresses of these pages."""
    views = (import_module(f"{__name__}.{page}.view") for page in pages)
    return [route for view in views for route in view.ROUTES]
