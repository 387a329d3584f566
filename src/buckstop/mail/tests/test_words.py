"""Encoded words, whole and broken."""

import pytest

from buckstop.mail.words import decode_words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?q?f=C3?= =?utf-8?q?=A4llt?=", "fällt"),
        ("=?utf-8?b?w6T?= =?utf-8?b?Dpw==?=", "äç"),
        ("=?utf-8?b?w6Q?= =?utf-8?b?w6Q=?=", "ää"),
        ("=?utf-8?b?R3LDvMOf?= =?utf-8?q?e?= x =?utf-8?q?y?=", "Grüße x y"),
        ("=?utf-8?q?a?=\n =?iso-8859-1?q?=FC?=", "aü"),
        ("=?utf-8*de?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?utf-8?q?why?_so?=", "why? so"),
        ("=?utf-8?q?cut =C3=BC", "cut ü"),
        ("=?utf-8?b?R3LDvMOfZS", "Grüße"),
        ("=?utf-8?q?lost =?utf-8?q?end?=", "lost end"),
        ("=?utf-8?q?a?=b", "ab"),
        ("what =? is", "what =? is"),
        ("=?utf-8?q?", "=?utf-8?q?"),
        ("=?gb2312?b?0K3S6bPHyrE=?=", "协议城时"),
        ("=?iso-2022-jp?b?GyRCLSEbKEIgGyRCRUU4OyRyRn4kbCRrGyhC?=", "① 電源を入れる"),
        ("=?iso-2022-jp?b?GyRCLSEbKEIgGyRCRUU4?= =?iso-2022-jp?b?OyRyRn4kbCRrGyhC?=",
         "① 電源を入れる"),
        ("=?ISO-2022-JP?B?GyRCLSE=?= =?iso-2022-jp?B?OyQbKEI=?=", "①擦"),
    ],
)  # fmt: skip
def test_words(written: str, read: str) -> None:
    assert decode_words(written) == read
