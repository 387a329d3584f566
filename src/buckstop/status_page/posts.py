"""What is posted to programs of the status page: what customers are promised, as they read it."""

import json
from datetime import datetime, timedelta
from typing import Any

from buckstop.status_page.address import root, url
from buckstop.status_page.links import choice_url
from buckstop.status_page.models import Subscriber
from buckstop.status_page.planned import Planned
from buckstop.status_page.queries import Trouble


def said(one: Trouble | Planned, subscriber: Subscriber, at: datetime) -> str:
    """The body that says how something stands now."""
    kind, data = (
        ("planned-work", _work(one)) if isinstance(one, Planned) else ("trouble", _trouble(one))
    )
    return json.dumps({
        "type": kind,
        "timestamp": at.isoformat(),
        "data": {"id": str(one.key), "page": url(), **data, "choice": choice_url(subscriber)},
    })  # fmt: skip


def sample(at: datetime) -> dict[str, Any]:
    """What such a body says, for who writes a program that reads it."""
    data = {
        "id": "01938f3e-7d2c-7000-8000-000000000000",
        "page": url(),
        "title": "Payments are held up",
        "services": ["Payments"],
        "state": "disturbed",
        "began_at": at.isoformat(timespec="seconds"),
        "ended_at": None,
        "said": "Transfers queue up; none is lost.",
        "said_at": at.isoformat(timespec="seconds"),
        "next_news_by": (at + timedelta(hours=1)).isoformat(timespec="seconds"),
        "choice": f"{root()}/mails/…/",
    }
    return {"type": "trouble", "timestamp": at.isoformat(timespec="seconds"), "data": data}


def ping(subscriber: Subscriber, at: datetime) -> str:
    """The body by which we see whether a program answers."""
    data = {"page": url(), "choice": choice_url(subscriber)}
    return json.dumps({"type": "ping", "timestamp": at.isoformat(), "data": data})


def _work(one: Planned) -> dict[str, Any]:
    return {
        "title": one.subject,
        "services": list(one.services),
        "state": one.state,
        "starts": one.starts.isoformat(),
        "ends": one.ends.isoformat(),
        "moved_from": _time(one.moved_from),
        "next_news_by": _time(one.next_news if one.late else None),
    }


def _trouble(one: Trouble) -> dict[str, Any]:
    newest = one.said[0] if one.said else None
    return {
        "title": one.subject,
        "services": list(one.services),
        "state": "over" if one.ended_at else one.standing.name.lower(),
        "began_at": one.began_at.isoformat(),
        "ended_at": _time(one.ended_at),
        "said": newest.text.strip() if newest else "",
        "said_at": _time(newest.at if newest else None),
        "next_news_by": _time(one.next_news),
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
