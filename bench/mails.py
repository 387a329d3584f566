"""Mails as customers write them: short ones in plain text, longer ones with HTML beside it."""

import random
from datetime import UTC, datetime
from email.utils import format_datetime

CONSONANTS, VOWELS = "bcdfghklmnprstvz", "aeiou"
_any = random.Random(7)
WORDS = [
    "".join(_any.choice(CONSONANTS) + _any.choice(VOWELS) for _ in range(_any.randint(1, 4)))
    for _ in range(4000)
]
"""An invented vocabulary, used with the frequencies of a language (Zipf's law)."""

TRACES = "".join(
    f"Received: from mx{hop}.carrier.example (mx{hop}.carrier.example [192.0.2.{hop}])\r\n"
    f"\tby mx{hop + 1}.carrier.example (Postfix) with ESMTPS id 4ABCDEF{hop}\r\n"
    "\tfor <help@desk.example>; Sat, 21 Nov 2026 09:00:00 +0000 (UTC)\r\n"
    for hop in range(1, 5)
) + (
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=customer.example; s=s1;\r\n"
    "\th=from:to:subject:date:message-id; bh=" + "A" * 43 + "=;\r\n\tb="
    + "\r\n\t ".join("B" * 64 for _ in range(5)) + "==\r\n"
    "X-Mailer: Mail for Desktops 16.0\r\nThread-Index: " + "AdC" * 10 + "\r\n"
)  # fmt: skip

STYLE = (
    '<html><head><meta charset=3D"utf-8"><style>'
    + "p.Normal {margin:0cm;font-size:11.0pt;font-family:Calibri,sans-serif}=\r\n" * 20
    + "</style></head><body>"
)


def words(of: random.Random, count: int) -> list[str]:
    """`count` words; the common ones often."""
    return [WORDS[min(len(WORDS) - 1, int(of.paretovariate(0.8)) - 1)] for _ in range(count)]


def text(of: random.Random, lines: int = 8) -> str:
    """`lines` lines of a dozen words."""
    return "\r\n".join(" ".join(words(of, 12)).capitalize() + "." for _ in range(lines))


def mail(number: int, run: str, *, small: bool = False) -> bytes:
    """Mail `number` of `run`, from a sender of its own; `small` leaves all but the text away.

    A small one has 1 KB. The others have the traces of their way: half are plain and have 3 KB,
    half have HTML beside the text and 6 KB.
    """
    of = random.Random(f"{run}.{number}")
    sender = f"user{number}.{run}@customer{number % 997}.example"
    head = (
        ("" if small else TRACES) + f'From: "Robin Sender {number}" <{sender}>\r\n'
        f"To: <help@desk.example>\r\nSubject: {' '.join(words(of, 6))}\r\n"
        f"Message-ID: <{run}.{number}@customer{number % 997}.example>\r\n"
        f"Date: {format_datetime(datetime.now(UTC))}\r\nMIME-Version: 1.0\r\n"
    )
    said = text(of, 8 if small else 14)
    plain = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    if small or number % 2:
        return f"{head}{plain}{said}\r\n".encode()
    return f"{head}{_beside_html(plain, said)}".encode()


def _beside_html(plain: str, said: str) -> str:
    paragraphs = "".join(
        f'<p class=3D"Normal"><span style=3D"font-size:11.0pt">{line}<o:p></o:p></span></p>=\r\n'
        for line in said.split("\r\n")
    )
    return (
        'Content-Type: multipart/alternative; boundary="=_apart"\r\n\r\n'
        f"--=_apart\r\n{plain}{said}\r\n\r\n--=_apart\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{STYLE}{paragraphs}</body></html>\r\n--=_apart--\r\n"
    )
