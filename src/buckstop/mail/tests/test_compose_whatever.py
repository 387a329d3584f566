"""Whatever a mail of ours holds, the standard library and our own parser read the same of it."""

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st

from buckstop.mail.compose import Letter, compose
from buckstop.mail.parse import parse
from buckstop.mail.parsed import Attachment

_IN_ID = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="<>@"), min_size=1,
    max_size=400,
)  # fmt: skip
IDS = st.builds(lambda left, right: f"<{left}@{right}>", _IN_ID, _IN_ID)
WORDS = st.text(st.characters(categories=["L", "N", "P", "Sc"]), min_size=1, max_size=30)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
NAMES = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=60).map("{}.pdf".format)
MAX = 998


def written(**changes: object) -> bytes:
    given: dict[str, object] = {
        "sender": ("", "help@desk.example"),
        "to": (("", "ines@nordbank.example"),),
        "subject": "x",
        "text": "x",
        "message_id": "<1@desk.example>",
        "date": datetime(2026, 11, 2, 10, 0, tzinfo=UTC),
    }
    raw = compose(Letter(**given | changes))  # type: ignore[arg-type]
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= MAX
    return raw


@settings(max_examples=60, deadline=None)
@given(IDS, st.lists(IDS, min_size=1, max_size=20, unique=True))
def test_ids_stand_whole_and_never_as_words(own: str, others: list[str]) -> None:
    raw = written(message_id=own, in_reply_to=others[0], references=tuple(others))
    read, ours = email.message_from_bytes(raw, policy=email.policy.compat32), parse(raw)
    assert read["Message-ID"] == ours.message_id == own
    assert read["In-Reply-To"] == ours.in_reply_to == others[0]
    assert read["References"].split() == list(ours.references) == others


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_names_and_subjects_come_back(name: str, subject: str) -> None:
    raw = written(sender=(name, "help@desk.example"), subject=subject)
    read, ours = email.message_from_bytes(raw, policy=email.policy.default), parse(raw)
    assert isinstance(read, EmailMessage)
    assert read["Subject"] == ours.subject == subject
    assert ours.from_name == name
    assert read["From"].addresses[0].addr_spec == ours.from_address == "help@desk.example"


@settings(max_examples=40, deadline=None)
@given(NAMES, st.binary(max_size=300))
def test_files_come_back(name: str, content: bytes) -> None:
    raw = written(attachments=(Attachment(name, "application/pdf", content, "", False),))
    ours = parse(raw).attachments
    assert [(one.name, one.content) for one in ours] == [(name, content)]
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    assert [one.get_content() for one in read.iter_attachments()] == [content]
