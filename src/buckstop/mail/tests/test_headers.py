"""Headers as they come: odd lines among them, letters beyond ASCII, what servers say in them."""

import pytest

from buckstop.mail import limits
from buckstop.mail.parse import parse
from buckstop.mail.parsed import Authentication

REST = (
    b"From: Rita Moss <rita@client.example>\r\nTo: help@desk.example\r\nSubject: The pump\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nVGhlIHB1bXAgc3RhbmRzLgo=\r\n"
)


@pytest.mark.parametrize(
    "above",
    [
        b"",
        b"   \r\n",
        b"\r\n \r\n",
        b"From rita@client.example Tue Mar  3 09:12:00 2026\r\n",
        b">From rita@client.example Tue Mar  3 09:12:00 2026\r\n",
        b"X-Tracker: QWxs\r\nd2hvc2Ugc2Vjb25kIGxpbmU=\r\n",
        b"Received: from a\r\n by b\r\nodd\r\nodder still\r\n>From x\r\n",
        b"Received: from a\r\n   \r\n",
        b"Received: from a\r\n>From rita@client.example Tue Mar  3 09:12:00 2026\r\n",
        b"begins oddly\r\n",
    ],
)
def test_an_odd_line_does_not_end_the_headers(above: bytes) -> None:
    for raw in (above + REST, (above + REST).replace(b"\r\n", b"\n")):
        read = parse(raw)
        assert read.from_address == "rita@client.example"
        assert read.subject == "The pump"
        assert read.text == "The pump stands."


def test_an_odd_line_within_a_part_neither() -> None:
    read = parse(
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        b"Content-Type: text/plain\nodd\nContent-Transfer-Encoding: base64\n\nSGk=\n--b--\n"
    )
    assert read.text == "Hi"


def test_a_subject_goes_on_without_an_indent() -> None:
    raw = REST.replace(b"Subject: The pump\r\n", b"Subject: The pump\r\nstands still\r\n")
    assert parse(raw).subject == "The pump stands still"


def test_where_no_field_follows_the_text_begins() -> None:
    read = parse(b"From: a@b.example\nSubject: x\nThe pump stands still.\nSince nine: both.\n")
    assert read.text == "The pump stands still.\nSince nine: both."
    assert (
        parse(b"Dear all,\nnote: it broke\n\nagain\n").text == "Dear all,\nnote: it broke\n\nagain"
    )


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("gb2312", "水泵停了"),
        ("big5", "水泵停了"),
        ("shift_jis", "ポンプ①停止"),
        ("koi8-r", "Насос стоит"),
        ("iso-8859-2", "Čerpadlo stojí"),
        ("iso-2022-jp", "ポンプが止まりました"),
        ("utf-8", "ポンプ stünd"),
    ],
)
def test_raw_letters_are_in_the_charset_of_the_body(charset: str, text: str) -> None:
    codec = {"shift_jis": "cp932"}.get(charset, charset)
    head = f'From: "{text}" <a@b.example>\nSubject: {text}\nContent-Type: '
    alone = f"{head}text/plain; charset={charset}\n\n{text}\n".encode(codec)
    part = f"--b\nContent-Type: text/plain; charset={charset}\n\n{text}\n--b--\n"
    inside = f"{head}multipart/mixed; boundary=b\n\n{part}".encode(codec)
    for read in (parse(alone), parse(inside)):
        assert (read.subject, read.from_name, read.text) == (text, text, text)


def test_raw_letters_of_a_set_that_nobody_declares_are_recognised() -> None:
    text = "打印机坏了请尽快来修理"
    assert parse(f"From: a@b.example\nSubject: {text}\n\nx".encode("gbk")).subject == text
    jis = b"From: a@b.example\nSubject: \x1b$B%]%s%W\x1b(B\n\n\x1b$B%]%s%W\x1b(B\n"
    assert (parse(jis).subject, parse(jis).text) == ("ポンプ", "ポンプ")


def test_html_without_a_declared_set_names_its_own() -> None:
    markup = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Насос</p>'
    raw = b"From: a@b.example\nContent-Type: text/html\n\n" + markup.encode("koi8-r")
    assert parse(raw).text.strip() == "Насос"


def test_a_sender_for_somebody_is_not_that_somebody() -> None:
    read = parse(b"From: Rita moss@client.example\nSender: robot@forms.example\n\nx")
    assert (read.from_name, read.from_address) == ("Rita moss@client.example", "")
    assert read.problems == ("The From header holds no address.",)


def test_what_servers_found_out_of_the_sender_is_read_in_order() -> None:
    raw = (
        b"Authentication-Results: MX.desk.example (v1; x) 1;\n dkim=fail header.d=bad.example;"
        b"\n dkim=pass header.i=@Client.example header.s=a; dkim=pass header.d=other.example;\n"
        b" spf=softfail smtp.mailfrom=rita@client.example; dmarc=pass (p=none) "
        b"header.from=client.example\n"
        b"Authentication-Results: forged.example; none\nFrom: rita@client.example\n\nx"
    )
    ours, forged = parse(raw).authentication
    assert ours == Authentication(
        by="mx.desk.example",
        results={"dkim": "pass", "spf": "softfail", "dmarc": "pass"},
        domains={"dkim": ("client.example", "other.example"), "dmarc": ("client.example",)},
    )
    assert forged == Authentication(by="forged.example")
    assert parse(b"From: a@b.example\n\nx").authentication == ()


def test_where_it_was_delivered_and_what_filters_and_lists_say() -> None:
    read = parse(
        b"Delivered-To: Help+tok@desk.example\nX-Original-To: <info@desk.example>\n"
        b"Delivered-To: help+tok@desk.example\nX-Spam-Flag: YES\nList-Post: NO\n"
        b"List-Unsubscribe: <mailto:Off@x.example>\nFrom: a@b.example\n\nx"
    )
    assert read.delivered_to == ("help+tok@desk.example", "info@desk.example")
    assert read.auto.spam
    assert (read.auto.list_post, read.auto.list_unsubscribe) == ("no", "<mailto:off@x.example>")
    assert not parse(b"X-Spam-Flag: NO\nX-Spam-Status: No\nFrom: a@b.example\n\nx").auto.spam


def test_what_is_cut_is_said() -> None:
    people = ", ".join(f"u{number}@b.example" for number in range(limits.ADDRESSES + 50))
    read = parse(f"From: a@b.example\nTo: {people}\n\nx".encode())
    assert len(read.to) == limits.ADDRESSES
    assert read.problems == (
        "The header To has more than 100 addresses; the others stand in the original only.",
    )
    ids = " ".join(f"<{number}@b.example>" for number in range(2_000))
    read = parse(f"From: a@b.example\nReferences: {ids}\n\nx".encode())
    assert read.references[-1] == "<1999@b.example>"
    assert "only its end was read" in read.problems[0]
