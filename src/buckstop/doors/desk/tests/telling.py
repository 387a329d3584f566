"""What the tests do at once: a problem with words, and what a page says."""

import html
import re
from typing import Any

from buckstop.conversations.actions import hearing
from buckstop.ledger.actor import DESK
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World

HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


def reported(world: World, text: str = "Transfers fail since nine", **more: Any) -> Case:
    """Ines wrote to the desk; Ana, on shift, owns it."""
    said: dict[str, Any] = {"contact": world.ines, "customer": world.nordbank, "channel": "mail"}
    return hearing.log(text=text, by=DESK, at=world.now, **{**said, **more})


def words(response: Any) -> str:
    """What a page says, without its marks."""
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def home(case: Case) -> str:
    """The address of a case's problem."""
    return f"/problems/{case.problem.ref}/"
