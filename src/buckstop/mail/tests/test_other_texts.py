"""Words in parts of a rarer kind are read, or it is said why they can't be."""

import pytest

from buckstop.mail.parse import parse


def mail(content_type: str, body: str) -> bytes:
    return f"From: a@b.example\nSubject: s\nContent-Type: {content_type}\n\n{body}".encode()


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        ("text/enriched", "<bold>The pump</bold> is <<hot>>", "The pump is <hot>>"),
        ("text/rtf", r"{\rtf1\ansi The pump is hot}", "The pump is hot"),
        ("text/markdown; charset=utf-8", "# Tür 4", "# Tür 4"),
        ("text/x-unknown", "The pump is hot", "The pump is hot"),
        (
            "multipart/alternative; boundary=c",
            "--c\n\nYour program can't show HTML.\n--c\nContent-Type: text/html\n\n"
            "<p>The pump is hot</p>\n--c--",
            "The pump is hot",
        ),
        (
            "multipart/alternative; boundary=c",
            "--c\n\nThe HTML page is empty\n--c\nContent-Type: text/html\n\n"
            "<p>The <b>HTML</b> page is empty</p><p>Bye</p>\n--c--",
            "The HTML page is empty",
        ),
    ],
)
def test_their_words_are_the_text(content_type: str, body: str, text: str) -> None:
    assert parse(mail(content_type, body)).text.strip() == text


@pytest.mark.parametrize(
    ("content_type", "body", "told"),
    [
        ("application/pkcs7-mime; name=smime.p7m", "MIAG", "S/MIME"),
        (
            "multipart/encrypted; boundary=b",
            "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n"
            "Content-Type: application/octet-stream; name=encrypted.asc\n\nabc\n--b--",
            "PGP",
        ),
        ("message/partial; id=a; number=1; total=3", "Subject: x\n\nThe pump", "one piece"),
        ("message/external-body; access-type=URL", "\n\n", "where to fetch them"),
    ],
)
def test_what_cannot_be_read_says_so_and_is_kept(content_type: str, body: str, told: str) -> None:
    read = parse(mail(content_type, body))
    assert told in read.text
    assert told in " ".join(read.problems)
    assert read.attachments


def test_words_beside_a_sealed_part_stay_what_they_are() -> None:
    body = "--b\n\nSee the file.\n--b\nContent-Type: application/pkcs7-mime; name=a.p7m\n\nx\n--b--"
    assert parse(mail("multipart/mixed; boundary=b", body)).text == "See the file."
    body = "--b\n\nSee it.\n--b\nContent-Type: text/markdown\n\n# Notes\n--b--"
    assert parse(mail("multipart/mixed; boundary=b", body)).text == "See it."


def test_japanese_of_any_length_is_read_and_no_game_of_escapes() -> None:
    line = "印刷機が動きません。\n".encode("iso2022_jp")
    head = b"From: a@b.example\nContent-Type: text/plain; charset=iso-2022-jp\n\n"
    read = parse(head + line * 20_000)
    assert read.text.count("印刷機が動きません。") == 20_000
    assert read.problems == ()
    read = parse(head + line * 31_000)
    assert read.text.count("印刷機が動きません。") == 30_000
    assert "too often" in read.problems[0]
    assert "too often" in parse(head + b"\x1b$B!!\x1b(B" * 60_000).problems[0]
