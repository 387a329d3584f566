"""Real mail that nobody of the project wrote; skipped where it isn't there."""

from pathlib import Path

import pytest

from buckstop.conversations.mail.parse import parse
from buckstop.conversations.mail.reply import split_reply
from buckstop.conversations.mail.tests.test_nasty import check_storable

SHARED = Path(__file__).resolve().parents[6] / "shared" / "data" / "mail"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared mails (../shared/data/mail) are not on this machine"
)


def collapsed(text: str) -> str:
    """Without regard to white space."""
    return " ".join(text.split())


def test_every_mail_is_read() -> None:
    files = [one for one in sorted(SHARED.rglob("*")) if one.is_file() and one.name != "LICENSE"]
    assert len(files) > 100
    for file in files:
        read = parse(file.read_bytes())
        check_storable(read)
        check_storable(split_reply(read.text))
        assert not any("could not be taken apart" in problem for problem in read.problems), file


def test_replies_are_told_from_quotations_in_a_dozen_languages() -> None:
    wrong = []
    for file in sorted((SHARED / "reply-trimmer" / "emails").iterdir()):
        expected = (SHARED / "reply-trimmer" / "trimmed" / file.name).read_text("utf-8")
        if collapsed(split_reply(file.read_text("utf-8")).said) != collapsed(expected):
            wrong.append(file.name)
    assert wrong == []


def test_replies_of_a_dozen_programs() -> None:
    wrong = []
    for file in sorted((SHARED / "talon/tests/fixtures/standard_replies").glob("*.eml")):
        if split_reply(parse(file.read_bytes()).text).said.strip() != "Hello":
            wrong.append(file.name)
    assert wrong == []
