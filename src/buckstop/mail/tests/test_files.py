"""The files of a mail: none is lost, and each has a name that can be kept."""

import pytest

from buckstop.mail import limits
from buckstop.mail.file_names import file_name
from buckstop.mail.parse import parse
from buckstop.mail.parsed import ParsedMail


def mixed(*parts: str, kind: str = "mixed") -> ParsedMail:
    """A mail of these parts, read."""
    inner = "".join(f"--b\n{part}\n" for part in parts)
    head = f"From: a@b.example\nContent-Type: multipart/{kind}; boundary=b\n\n"
    return parse(f"{head}{inner}--b--\n".encode())


def named(name: str, content: str = "x", kind: str = "application/octet-stream") -> str:
    """A part that is a file of this name."""
    return f'Content-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\n\n{content}'


def names(read: ParsedMail) -> list[str]:
    """The names of its files."""
    return [one.name for one in read.attachments]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a:b?<c>|d*.txt", "a_b_c_d_.txt"),
        ("invoice\u202egnp.exe", "invoice gnp.exe"),
        ("a\x07\u200eb.txt", "a b.txt"),
        ("..hidden.txt", "hidden.txt"),
        ("trailing. . ", "trailing"),
        ("Übersicht – März.pdf", "Übersicht – März.pdf"),
        ("family 👨\u200d👩\u200d👧.jpg", "family 👨\u200d👩\u200d👧.jpg"),
        ("", ""),
        ("???", "_"),
    ],
)
def test_names_hold_nothing_that_a_system_forbids_or_that_deceives(written: str, kept: str) -> None:
    assert file_name(written) == kept


@pytest.mark.parametrize("ending", [".csv", ".tar.gz", ".PDF", ".verylong"])
@pytest.mark.parametrize("length", [150, 250, 1_000, 10_000])
def test_the_ending_of_a_long_name_survives(ending: str, length: int) -> None:
    kept = file_name("long " * (length // 5) + ending)
    assert kept.endswith(ending)
    assert len(kept) <= limits.NAME


def test_a_name_with_quotes_keeps_its_ending() -> None:
    part = 'Content-Disposition: attachment; filename="the "new" plan.pdf"; size=1\n\nx'
    assert names(mixed(part)) == ["the _new_ plan.pdf"]


def test_a_raw_8_bit_name_is_in_the_charset_of_the_text() -> None:
    head = "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    text = "--b\nContent-Type: text/plain; charset=gb2312\n\n水泵\n"
    raw = f"{head}{text}--b\n{named('水泵停了.pdf')}\n--b--\n".encode("gb18030")
    assert names(parse(raw)) == ["水泵停了.pdf"]


def test_a_mail_as_a_file_is_named_by_its_subject() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: x@y.example\nSubject: {}\n\nSign."
    read = mixed(
        "\nIs this yours?",
        inner.format("Inner contract 12"),
        inner.format("=?utf-8?q?Re=3A_f=C3=BCr/wider?="),
        inner.format(""),
        "Content-Type: message/rfc822; name=Given\n\nSubject: Other\n\nx",
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
        "U3ViamVjdDogUGFja2VkCgp4Cg==",
    )
    assert names(read) == [
        "Inner contract 12.eml", "Re_ für_wider.eml", "attachment-3.eml", "Given.eml", "Packed.eml",
    ]  # fmt: skip
    assert read.text == "Is this yours?"


def test_without_a_name_the_type_gives_the_ending() -> None:
    kinds = ["image/png", "application/pdf", "audio/mpeg", "text/csv", "application/zip",
             "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
             "x-odd/type"]  # fmt: skip
    read = mixed("\nHi", *(f"Content-Type: {kind}\n\nx" for kind in kinds))
    assert [name.rpartition(".")[2] for name in names(read)] == [
        "png", "pdf", "mp3", "csv", "zip", "docx", "bin",
    ]  # fmt: skip


def test_files_of_one_name_are_told_apart() -> None:
    read = mixed(named("image.png"), named("Image.PNG"), named("image.png"), named("plan"),
                 named("plan"))  # fmt: skip
    assert names(read) == ["image.png", "Image (2).PNG", "image (3).png", "plan", "plan (2)"]


def test_long_names_are_told_apart_too() -> None:
    read = mixed(*(named(f"{'long ' * 100}.csv") for _ in range(20)))
    assert len({name.lower() for name in names(read)}) == 20
    assert all(name.endswith(".csv") and len(name) <= limits.NAME for name in names(read))


def test_empty_files_are_kept() -> None:
    for kind in ("text/plain", "application/pdf"):
        read = mixed(named("empty.log", "", kind), "\nThe words.")
        assert (names(read), read.attachments[0].content) == (["empty.log"], b"")
        assert read.text == "The words."
    inline = "Content-Type: text/plain; name=empty.txt\nContent-Disposition: inline\n\n"
    assert names(mixed(inline, "\nThe words.")) == ["empty.txt"]


def test_inline_is_what_the_html_shows() -> None:
    picture = "Content-Type: image/png; name={}\nContent-ID: <{}>\nContent-Disposition: {}\n\nx"
    read = mixed(
        'Content-Type: text/html\n\n<img src="cid:Shown@x"><img src=cid:a%20b>',
        picture.format("shown.png", "shown@x", "inline"),
        picture.format("attached.png", "a b", "attachment"),
        picture.format("again.png", "shown@x", "inline"),
        picture.format("other.png", "other@x", "inline"),
        "Content-Type: application/pdf; name=log.pdf\nContent-Disposition: inline\n\nx",
        kind="related",
    )
    assert {one.name: one.inline for one in read.attachments} == {
        "shown.png": True, "attached.png": True, "again.png": False, "other.png": False,
        "log.pdf": False,
    }  # fmt: skip
    assert read.attachments[0].content_id == "shown@x"


def test_files_beyond_the_limit_are_said() -> None:
    read = mixed(*(named(f"{number}.txt") for number in range(limits.ATTACHMENTS + 7)))
    assert len(read.attachments) == limits.ATTACHMENTS
    assert read.problems[-1].startswith(f"The mail has {limits.ATTACHMENTS + 7} attachments;")


def test_a_long_subject_goes_on_in_the_text() -> None:
    subject = "The pump " + "and another pump " * 60 + "END"
    read = parse(f"From: a@b.example\nSubject: {subject}\n\nThe words.".encode())
    assert len(read.subject) == limits.SUBJECT
    assert read.subject.endswith("…")
    assert read.text.startswith("…")
    assert read.text.endswith("END\n\nThe words.")
    assert read.subject[:-1] + read.text.partition("\n")[0][1:] in (subject, subject + " ")
    assert "longer than 500" in read.problems[0]
