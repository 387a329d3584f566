"""Ordinary mail, and the ways in which mail is ordinarily wrong."""

from datetime import UTC, datetime

from buckstop.mail.parse import parse


def mail(*head: str, body: bytes = b"Hello", charset: str = "ascii") -> bytes:
    """The bytes of a mail with these header lines."""
    return "\r\n".join(head).encode(charset) + b"\r\n\r\n" + body


def test_an_ordinary_mail() -> None:
    read = parse(
        mail(
            'From: "Roth, Ines" <Ines.Roth@Nordbank.example>',
            "To: Help <help@localhost>, other@localhost",
            "Cc: =?utf-8?q?J=C3=BCrgen?= <j@nordbank.example>",
            "Subject: =?utf-8?b?RHJ1Y2tlciBmw6RsbHQg?= =?utf-8?q?aus?=",
            "Message-ID: <1@nordbank.example>",
            "In-Reply-To: <0@desk.example>",
            "References: <a@desk.example>",
            "\t<0@desk.example>",
            "Date: Mon, 2 Nov 2026 10:00:00 +0100",
            "Content-Type: text/plain; charset=utf-8",
            body="Er fällt aus.\r\nSeit gestern.\r\n".encode(),
        )
    )
    assert (read.from_name, read.from_address) == ("Roth, Ines", "ines.roth@nordbank.example")
    assert read.to == (("Help", "help@localhost"), ("", "other@localhost"))
    assert read.cc == (("Jürgen", "j@nordbank.example"),)
    assert read.subject == "Drucker fällt aus"
    assert read.message_id == "<1@nordbank.example>"
    assert read.in_reply_to == "<0@desk.example>"
    assert read.references == ("<a@desk.example>", "<0@desk.example>")
    assert read.date == datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    assert read.text == "Er fällt aus.\nSeit gestern."
    assert read.problems == ()


ALTERNATIVE = b"""From: ines@nordbank.example
Content-Type: multipart/mixed; boundary="outer"

preamble
--outer
Content-Type: multipart/alternative; boundary="outer-inner"

--outer-inner
Content-Type: text/plain

Plain words.
--outer-inner
Content-Type: multipart/related; boundary=rel

--rel
Content-Type: text/html; charset=utf-8

<p>HTML words <img src="cid:logo@x"></p>
--rel
Content-Type: image/png; name=logo.png
Content-ID: <logo@x>
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--rel--
--outer-inner--
--outer
Content-Type: application/pdf
Content-Disposition: attachment; filename*0*=utf-8''Fehler%20;
 filename*1*=%C3%BCbersicht.pdf
Content-Transfer-Encoding: base64

JVBERg==
--outer
Content-Type: text/plain

Sent by a scanner.
--outer--
epilogue
"""


def test_text_html_and_attachments_are_told_apart() -> None:
    read = parse(ALTERNATIVE)
    assert read.text == "Plain words.\nSent by a scanner."
    assert read.html.startswith("<p>HTML words")
    logo, report = read.attachments
    assert (logo.name, logo.content_id, logo.inline) == ("logo.png", "logo@x", True)
    assert (report.name, report.content, report.inline) == ("Fehler übersicht.pdf", b"%PDF", False)


def test_html_alone_becomes_text() -> None:
    body = b"<style>p{}</style><p>One<br>two</p><table><tr><td>a<td>b</table><script>x</script>"
    read = parse(mail("From: a@b.example", "Content-Type: text/html", body=body))
    assert "One\ntwo" in read.text
    assert "a | b" in read.text
    assert "script" not in read.text
    assert "p{}" not in read.text


def test_a_file_name_brings_no_folder_along() -> None:
    read = parse(
        mail(
            "Content-Type: application/pdf",
            'Content-Disposition: attachment; filename="../../etc/pass\\\\wd"',
        )
    )
    assert read.attachments[0].name == "wd"


def test_charsets_are_read_as_declared_then_utf8_then_windows_1252() -> None:
    def text(charset: str, body: bytes) -> tuple[str, tuple[str, ...]]:
        read = parse(mail("From: a@b.example", f"Content-Type: text/plain; {charset}", body=body))
        return read.text, read.problems

    assert text("charset=koi8-r", "Привет".encode("koi8-r")) == ("Привет", ())
    assert text("charset=iso-8859-1", b"\x93Gr\xfc\xdfe\x94 \x80") == ("“Grüße” €", ())
    assert text("charset=utf-8", b"Gr\xfc\xdfe")[0] == "Grüße"
    assert text("charset=x-foo", "Grüße".encode()) == (
        "Grüße",
        ("The text's character set (x-foo) is unknown; it was read as utf-8.",),
    )
    assert text("charset=x-foo", b"Gr\xfc\xdfe") == (
        "Grüße",
        ("The text's character set (x-foo) is unknown; it was read as windows-1252.",),
    )
    assert text("charset=idna", b"a.b")[0] == "a.b"
    assert text("charset=hex", b"6162")[0] == "6162"
    assert text("charset=unicode_escape", b"C:\\x41")[0] == "C:\\x41"


def test_eight_bit_headers_are_read() -> None:
    assert parse("From: Jürgen <j@b.example>".encode()).from_name == "Jürgen"
    assert parse("From: Jürgen <j@b.example>".encode("latin-1")).from_name == "Jürgen"


def test_a_character_cut_in_two_by_encoded_words_is_whole_again() -> None:
    assert parse(b"Subject: =?utf-8?b?w4?= =?utf-8?b?w6Q=?=\r\n\r\n").subject != ""
    assert parse(b"Subject: =?utf-8?q?f=C3?= =?utf-8?q?=A4llt?=\r\n\r\n").subject == "fällt"


def test_a_subject_can_not_hide_anything() -> None:
    read = parse(mail("Subject: =?utf-8?q?a=00b=0D=0ABcc:_x=E2=80=AEgnp?=", "From: a@b.example"))
    assert read.subject == "ab Bcc: x gnp"


def test_damaged_base64_costs_only_what_is_damaged() -> None:
    read = parse(
        mail("From: a@b.example", "Content-Transfer-Encoding: base64", body=b"SGVsbG8gd29ybGQ*AA")
    )
    assert read.text.startswith("Hello worl")
    assert read.problems == ("A part's base64 is damaged; it was read as far as it goes.",)


def test_without_a_from_the_sender_header_counts_and_else_it_is_said() -> None:
    assert parse(mail("Sender: s@b.example")).from_address == "s@b.example"
    read = parse(mail("Subject: x"))
    assert (read.from_address, read.problems) == ("", ("The mail has no From header.",))


def test_a_mail_without_headers_is_all_text() -> None:
    assert parse(b"the printer is broken\nagain\n").text == "the printer is broken\nagain"


def test_a_missing_boundary_is_said_and_the_text_shown() -> None:
    read = parse(
        mail("From: a@b.example", "Content-Type: multipart/mixed", body=b"Still readable.")
    )
    assert read.text == "Still readable."
    assert "no boundary" in read.problems[0]


def test_the_inner_boundary_may_begin_like_the_outer_and_need_not_be_closed() -> None:
    read = parse(
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        b"Content-Type: multipart/mixed; boundary=bb\n\n--bb\n\none\n--b\n\ntwo\n"
    )
    assert read.text == "one\ntwo"


def test_a_boundary_within_a_line_is_text() -> None:
    read = parse(
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
        b"it said --b\nand --b--\n--bc\nto me\n--b--\n"
    )
    assert read.text == "it said --b\nand --b--\n--bc\nto me"


def test_winmail_dat_is_kept_and_explained() -> None:
    read = parse(mail("From: a@b.example", "Content-Type: application/ms-tnef; name=winmail.dat"))
    assert read.attachments[0].name == "winmail.dat"
    assert "winmail.dat" in read.problems[0]


BOUNCE = b"""From: Mail Delivery System <MAILER-DAEMON@mx.example>
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="r"

--r
Content-Type: text/plain

Your mail could not be delivered.
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; Gone@Nordbank.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--r
Content-Type: message/rfc822

From: help@localhost
Message-ID: <news-1@desk.example>
Subject: News

Hello
--r--
"""


def test_a_bounce_says_which_mail_to_whom_and_why() -> None:
    bounce = parse(BOUNCE).bounce
    assert bounce is not None
    assert bounce.message_id == "<news-1@desk.example>"
    assert bounce.recipient == "gone@nordbank.example"
    assert bounce.permanent
    assert bounce.reason == "550 5.1.1 no such user"


def test_a_delay_is_not_for_good() -> None:
    bounce = parse(BOUNCE.replace(b"Action: failed", b"Action: delayed")).bounce
    assert bounce is not None
    assert not bounce.permanent


def test_a_bounce_of_the_old_kind() -> None:
    bounce = parse(
        mail(
            "From: MAILER-DAEMON@mx.example",
            "X-Failed-Recipients: gone@nordbank.example",
            "Subject: Mail delivery failed: returning message to sender",
            body=b"no such user\n\n--- This is a copy ---\n\nMessage-ID: <n-2@desk.example>\n",
        )
    ).bounce
    assert bounce is not None
    assert (bounce.message_id, bounce.recipient) == ("<n-2@desk.example>", "gone@nordbank.example")


def test_who_wrote_a_forwarded_mail_is_proposed() -> None:
    body = (
        b"Please see below.\n\n---------- Forwarded message ----------\n"
        b"From: Ines Roth <ines@nordbank.example>\nDate: Mon, 2 Nov 2026 10:00\n"
        b"Subject: Printer\nTo: ana@desk.example\n\nIt is broken.\n"
    )
    forwarded = parse(mail("From: ana@desk.example", "Subject: Fwd: Printer", body=body)).forwarded
    assert forwarded is not None
    assert (forwarded.name, forwarded.address) == ("Ines Roth", "ines@nordbank.example")


def test_outlook_forwards_without_a_title() -> None:
    body = (
        b"FYI\n\nVon: Ines Roth [mailto:ines@nordbank.example]\nGesendet: Montag, 2. Nov. 2026\n"
        b"An: Ana\nBetreff: Drucker\n\nKaputt.\n"
    )
    forwarded = parse(mail("From: ana@desk.example", "Subject: WG: Drucker", body=body)).forwarded
    assert forwarded is not None
    assert forwarded.address == "ines@nordbank.example"


def test_a_mail_forwarded_as_a_file_proposes_its_sender_and_shows_its_text() -> None:
    read = parse(
        b"From: ana@desk.example\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        b"Content-Type: message/rfc822\n\nFrom: Ines <ines@nordbank.example>\n\nBroken.\n--b--\n"
    )
    assert read.forwarded is not None
    assert read.forwarded.address == "ines@nordbank.example"
    assert read.text == "Broken."
    assert read.attachments[0].content_type == "message/rfc822"


def test_a_reply_that_quotes_is_not_forwarded() -> None:
    body = (
        b"Thanks\n\nFrom: Ana <ana@desk.example>\nSent: Monday\nTo: Ines\nSubject: Printer\n\nHi\n"
    )
    titled = body.replace(b"From: Ana", b"-----Original Message-----\nFrom: Ana")
    for text in (body, titled):
        read = parse(mail("From: ines@nordbank.example", "Subject: Re: Printer", body=text))
        assert read.forwarded is None
