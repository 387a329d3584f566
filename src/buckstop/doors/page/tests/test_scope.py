"""What was said to one customer no other sees, on any page, mail or export, until it is widened."""

import json
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from buckstop.conversations.actions import telling
from buckstop.conversations.actions.posting import File
from buckstop.conversations.models import Attachment, Message
from buckstop.doors.page.tests.conftest import Desk
from buckstop.ledger import export, following
from buckstop.ledger.actor import DESK
from buckstop.outbox.actions import delivering
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.people.actions import customers
from buckstop.problems.actions import fixing, moving, understandings
from buckstop.problems.commitments import escalation, owed
from buckstop.problems.commitments.ask import ask
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment, Stay, Understanding
from buckstop.problems.tests.world import answering

SECRET = "XSECRET"
NAMES = ("Olaf", "Lund", "Fjord", "fjord.example")


@pytest.fixture
def both(desk: Desk) -> tuple[Case, Case]:
    """Ines's case, and Olaf's moved onto the same problem, full of what is only Olaf's."""
    case = desk.write_in("Transfers fail since nine")
    fjord = customers.add(name="Fjord Bank", by=DESK, at=desk.now)
    other = desk.write_in(
        f"{SECRET}-first words", by=desk.olaf, title=f"{SECRET}-title",
        files=[File(f"{SECRET}-first.txt", "text/plain", SECRET.encode())],
    )  # fmt: skip
    customers.join(desk.olaf, fjord, on=other.problem, by=DESK, at=desk.now)
    desk.later(minutes=1)
    _only_olafs(desk, other, "before")
    moving.move_case(other, to=case.problem, by=desk.ana.actor(), at=desk.now)
    other.refresh_from_db()
    desk.later(minutes=1)
    _only_olafs(desk, other, "after")
    case.refresh_from_db()
    return case, other


def _only_olafs(desk: Desk, other: Case, when: str) -> None:
    ana, problem, page = desk.ana.actor(), other.problem, desk.page(other)
    secret = f"{SECRET}-{when}"
    page.forge("word/", word="broken", text=f"{secret} word")
    fixing.record_word(other, by=ana, at=desk.now, note=f"{secret} note of the word")
    fixing.take_back_word(other, by=answering(other), at=desk.now)
    page.post(
        "messages/", text=f"{secret} heard", attached=SimpleUploadedFile(f"{secret}.txt", b"s")
    )
    desk.answer(other, f"{secret} reply", files=[File(f"{secret}-ours.txt", "text/plain", b"s")])
    telling.note(problem, text=f"{secret} note", by=ana, at=desk.now)
    understandings.understand(
        problem, what=f"{secret} what", since=f"{secret} since", hit=f"{secret} hit",
        by=ana, at=desk.now, case=other,
    )  # fmt: skip
    page.forge("corrections/", text=f"{secret} correction")
    due = desk.now + timedelta(hours=2)
    for debtor in (desk.olaf, desk.ana):
        step = add_step(
            problem, what=f"{secret} step", debtor=debtor, due=due, by=ana, at=desk.now, case=other
        )
    owed.move(step, to=due + timedelta(hours=1), reason=f"{secret} moved", by=ana, at=desk.now)
    ask(problem, what=f"{secret} ask", of=desk.zed, due=due, by=ana, at=desk.now)
    if when == "after":
        escalation.escalate(
            problem, reason=f"{secret} above", by=answering(other), at=desk.now, case=other
        )
        asked = Commitment.objects.get(kind="escalation")
        escalation.answer(
            asked, text=f"{secret} answer", backs_owner=True, by=desk.bruno.actor(), at=desk.now
        )
    desk.later(minutes=1)


def everything(desk: Desk, case: Case) -> str:
    """All that leaves the house for the customer of `case`: pages, mails and the export."""
    page = desk.page(case)
    said = [page.says(), page.says("not-me/"), *_mails(desk, case), _export(case)]
    stranger = Attachment.objects.exclude(message__case=case)
    assert stranger.exists()
    for file in stranger:
        answer = page.get(f"files/{file.pk}/")
        assert answer.status_code == 404
        said.append(answer.content.decode())
    for step in Commitment.objects.filter(kind="step").exclude(case=case).exclude(case=None):
        answer = page.forge(f"steps/{step.pk}/", text="mine")
        assert answer.status_code == 404
        said.append(answer.content.decode())
    return "\n".join(said)


def _mails(desk: Desk, case: Case) -> list[str]:
    sent: list[str] = []

    def hand(sender: str, address: str, raw: bytes, may_end: object) -> Outcome:
        if address.startswith("ines@"):
            sent.append(_readable(raw))
        return Outcome(Came.ACCEPTED, 250, "taken")

    while following.drain(at=desk.now):
        pass
    while delivering.deliver(Smtp(hand), at=desk.now):
        pass
    return sent


def _readable(raw: bytes) -> str:
    mail = message_from_bytes(raw, policy=policy.default)
    parts = [part for part in mail.walk() if not part.is_multipart()]
    return "\n".join([*map(str, mail.items()), *(str(part.get_content()) for part in parts)])


def _export(case: Case) -> str:
    stays = Stay.objects.filter(case=case).select_related("problem")
    shown = [
        export.Stay(case.pk, stay.problem.chain_id, stay.from_number, stay.to_number)
        for stay in stays
    ]
    return json.dumps(export.export(shown), ensure_ascii=False)


def leaks(said: str) -> list[str]:
    """Where in `said` something of Olaf's stands."""
    lines = said.splitlines()
    return [line for line in lines if SECRET in line or any(name in line for name in NAMES)]


def test_nothing_of_another_customer_is_seen(desk: Desk, both: tuple[Case, Case]):
    case, other = both
    telling.update_all(case.problem, text="News for all", by=desk.ana.actor(), at=desk.now)
    said = everything(desk, case)
    assert "News for all" in said
    assert leaks(said) == []
    mine = desk.page(other).says()
    for what in ("heard", "reply", "what", "since", "hit", "correction", "step", "above", "answer"):
        assert f"{SECRET}-after {what}" in mine, what
    assert f"{SECRET}-before heard" in mine
    assert f"{SECRET}-title" in mine
    assert "note" not in "".join(line for line in mine.splitlines() if SECRET in line)
    assert f"{SECRET}-after ask" not in mine


def test_nor_when_it_is_fixed_and_ends(desk: Desk, both: tuple[Case, Case]):
    case, other = both
    ana = desk.ana.actor()
    telling.say_fixed(case.problem, text="It runs again", by=ana, at=desk.now)
    desk.later(minutes=1)
    page = desk.page(case)
    page.solved()
    desk.page(other).forge("word/", word="broken", text=f"{SECRET} again")
    desk.later(minutes=1)
    understandings.understand(case.problem, what="Later for all", by=ana, at=desk.now)
    telling.update_all(case.problem, text="Later news", by=ana, at=desk.now)
    said = everything(desk, case)
    assert leaks(said) == []
    assert "Later" not in page.says()


def test_what_is_widened_is_seen_without_a_name(desk: Desk, both: tuple[Case, Case]):
    case, _ = both
    ana, secret = desk.ana.actor(), f"{SECRET}-after"
    understandings.widen(
        Understanding.objects.get(what__text=f"{secret} what"), by=ana, at=desk.now
    )
    for step in Commitment.objects.filter(what__text=f"{secret} step"):
        understandings.widen(step, by=ana, at=desk.now)
    for message in ("heard", "reply"):
        telling.widen(Message.objects.get(text__text=f"{secret} {message}"), by=ana, at=desk.now)
    said = desk.page(case).says()
    for what in ("what", "since", "hit", "step", "heard", "reply"):
        assert f"{secret} {what}" in said, what
    assert f"{SECRET}-before" not in said
    assert f"{secret}.txt" not in said  # what a customer attached stays theirs
    assert f"{secret}-ours.txt" in said
    assert "Another customer" in said
    assert "Somebody else" in said
    assert not any(name in said for name in NAMES)


def test_who_moved_out_sees_what_was_for_all_until_then(desk: Desk, both: tuple[Case, Case]):
    case, other = both
    ana = desk.ana.actor()
    desk.answer(case, "Early words")
    telling.widen(Message.objects.get(text__text="Early words"), by=ana, at=desk.now)
    desk.later(minutes=1)
    moving.move_out(other, by=ana, at=desk.now)
    other.refresh_from_db()
    desk.later(minutes=1)
    desk.answer(case, "Late words")
    telling.widen(Message.objects.get(text__text="Late words"), by=ana, at=desk.now)
    understandings.understand(case.problem, what="Only there", by=ana, at=desk.now)
    said = desk.page(other).says()
    assert "Early words" in said
    assert "Late words" not in said
    assert "Only there" not in said


def test_promises_from_before_they_came_are_none_of_theirs(desk: Desk, case: Case):
    ana = desk.ana.actor()
    first = Commitment.objects.get(problem=case.problem, kind="update")
    due = first.due + timedelta(hours=1)
    owed.move(first, to=due, reason=f"{SECRET} reason", by=ana, at=desk.now)
    telling.update_all(case.problem, text="first news", by=ana, at=desk.now)
    second = Commitment.objects.get(problem=case.problem, kind="update", ended_at=None)
    due = second.due + timedelta(hours=1)
    owed.move(second, to=due, reason=f"{SECRET} again", by=ana, at=desk.now)
    desk.later(minutes=5)
    joined = desk.join(case.problem, desk.olaf)
    said = desk.page(joined).says()
    assert "What we promised" not in said
    assert "We moved this" not in said
    assert SECRET not in said
    assert "What we promised" in desk.page(case).says()
