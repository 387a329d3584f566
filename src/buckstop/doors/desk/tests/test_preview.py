"""Before it is sent, the whole letter is seen as its reader gets it; nothing is written by that."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

from django.test import Client

from buckstop.conversations.models import Message
from buckstop.conversations.outgoing import Mail
from buckstop.conversations.queries.envelopes import envelopes
from buckstop.conversations.rendering import write_out
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.problems.tests.world import World


def test_it_is_the_letter_that_leaves(world: World, ana: Client):
    case = reported(world)
    due = (world.now + timedelta(hours=3)).isoformat()
    said = {"text": "It **runs** again.", "case": str(case.pk), "by": due}
    before = Message.objects.count()
    answer = ana.post(f"{home(case)}messages/preview/", said)
    seen = answer.content.decode()
    assert Message.objects.count() == before
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "Re: Transfers fail" in seen
    ana.post(f"{home(case)}messages/", said)
    assert _letter(seen) == _letter(_sent(world))
    assert "/c/" not in seen, "no link to their page, on which one would speak as them"


def test_what_cannot_be_sent_yet_is_seen_all_the_same(world: World, ana: Client):
    case = reported(world)
    for noun in ("messages", "updates"):
        answer = ana.post(f"{home(case)}{noun}/preview/", {"text": "", "case": "nobody"})
        assert answer.status_code == 200
    assert ana.get(f"{home(case)}messages/preview/").status_code == 405


def _sent(world: World) -> str:
    """The HTML of the only letter that a person wrote."""
    message = Message.objects.get(kind="reply")
    mail = Mail(message.pk, message, "ines@nordbank.example")
    raw = write_out(mail, envelopes([mail])[mail.key], world.now)
    html: Any = message_from_bytes(raw, policy=policy.default).get_body(("html",))
    return str(html.get_content())


def _letter(html: str) -> str:
    """All but what hangs on where it stands: what is above it, its link, its entry on record."""
    letter = html.split('<div style="max-width:36em">')[1].replace("\r", "")
    return re.sub(r'href="[^"]*"|[0-9a-f]{64}|Entry \d+', "", letter).strip()
