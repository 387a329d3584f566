"""Real mail that nobody of the project wrote; skipped where it isn't there."""

from pathlib import Path

import pytest

from buckstop.mail.parse import parse
from buckstop.mail.reply import split_reply
from buckstop.mail.tests.test_nasty import check_storable

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


UNSURE = {
    "apple_mail.eml",  # "bob wrote:", without an address
    "email_headers_4.txt",  # labelled lines without an address
    "embedded_email_1.txt",  # nothing marks what is quoted
    "embedded_email_9.txt",  # a title, and no headers below it
    "embedded_email_16.txt",  # a sentence stands in the signature
    "signatures.txt",  # "please excuse any typos"
    "sparrow.eml",  # "xxx" signs
}
"""Where a quotation or a signature stays in sight, since somebody may as well have typed it."""


def test_replies_are_told_from_quotations_in_a_dozen_languages() -> None:
    wrong = []
    for file in sorted((SHARED / "reply-trimmer" / "emails").iterdir()):
        expected = (SHARED / "reply-trimmer" / "trimmed" / file.name).read_text("utf-8")
        said = collapsed(split_reply(file.read_text("utf-8")).said)
        assert said.startswith(collapsed(expected)), f"{file.name}: something said was folded"
        if said != collapsed(expected):
            wrong.append(file.name)
    assert set(wrong) <= UNSURE


def test_replies_of_a_dozen_programs() -> None:
    wrong = []
    for file in sorted((SHARED / "talon/tests/fixtures/standard_replies").glob("*.eml")):
        said = split_reply(parse(file.read_bytes()).text).said.strip()
        assert said.startswith("Hello")
        if said != "Hello":
            wrong.append(file.name)
    assert set(wrong) <= UNSURE
