"""Light formatting of what we wrote: kept as written, set in both parts of the letter."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.problems.tests.world import World

WORDS = "Two things:\n\n- **restart** it\n- read [the guide](https://a.example/g)"


def test_a_letter_sets_it_and_the_record_keeps_it(world: World) -> None:
    case, letters = world.report(), list[EmailMessage]()

    def relay(_from: str, _to: str, written: bytes, _may_end: object) -> Outcome:
        letters.append(message_from_bytes(written, policy=policy.default))
        return Outcome(Came.ACCEPTED, 250, "taken")

    telling.reply(case, text=WORDS, by=world.ana.actor(), at=world.now)
    deliver(Smtp(relay), at=world.now)
    assert str(Message.objects.get(kind="reply").text) == WORDS
    plain, html = (
        letters[-1].get_body((kind,)).get_content()  # type: ignore[union-attr]
        for kind in ("plain", "html")
    )
    assert "- *restart* it\r\n- read the guide (https://a.example/g)\r\n" in plain
    assert "<strong>restart</strong>" in html
    assert 'href="https://a.example/g"' in html
