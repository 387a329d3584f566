"""Names and addresses as people and programs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.conversations.mail.addresses import clean_address, read_addresses


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ines@nordbank.example", [("", "ines@nordbank.example")]),
        ("Ines Roth <Ines@Nordbank.example>", [("Ines Roth", "ines@nordbank.example")]),
        ('"Roth, Ines" <i@n.example>', [("Roth, Ines", "i@n.example")]),
        (
            "Roth, Ines <i@n.example>, b@n.example",
            [("Roth, Ines", "i@n.example"), ("", "b@n.example")],
        ),
        ("i@n.example (Ines (at work) Roth)", [("at work", "i@n.example")]),
        ("i@n.example (Ines Roth)", [("Ines Roth", "i@n.example")]),
        ('"i@n.example" <i@n.example>', [("", "i@n.example")]),
        ("'Ines' <i@n.example>", [("Ines", "i@n.example")]),
        ("a@n.example; b@n.example", [("", "a@n.example"), ("", "b@n.example")]),
        ("undisclosed-recipients:;", []),
        ("Team: a@n.example, B <b@n.example>;", [("", "a@n.example"), ("B", "b@n.example")]),
        ("=?utf-8?q?Roth=2C_Ines?= <i@n.example>", [("Roth, Ines", "i@n.example")]),
        ("=?utf-8?q?Ines_=3Ci=40n.example=3E?=", [("Ines", "i@n.example")]),
        ('"Ines" "Roth" <i@n.example>', [('Ines" "Roth', "i@n.example")]),
        ("<mailto:i@n.example>", [("", "i@n.example")]),
        ('"<boss@b.example>" <i@n.example>', [("", "i@n.example")]),
        ('"Ines <boss@b.example" <i@n.example>', [("Ines <boss@b.example", "i@n.example")]),
        ('<"odd name"@n.example>', []),
        ('<"odd"@n.example>', [("", '"odd"@n.example')]),
        ("<>", []),
        ("nobody", []),
        ("a@n.example, A@N.example", [("", "a@n.example")]),
        ("jürgen@münchen.example", [("", "jürgen@münchen.example")]),
    ],
)
def test_addresses(written: str, read: list[tuple[str, str]]) -> None:
    assert read_addresses(written) == read


@pytest.mark.parametrize(
    "text",
    ["", "a", "@b.example", "a@", "a@b@c", "a b@c.example", "a@b.example\r\nBcc: c@d", "a\0@b"],
)
def test_what_is_no_address(text: str) -> None:
    assert clean_address(text) == ""


@given(st.text(max_size=300))
def test_what_comes_out_is_an_address_on_one_line(text: str) -> None:
    for name, address in read_addresses(text):
        assert "\n" not in name
        assert address.count("@") >= 1
        assert not any(mark.isspace() for mark in address)
        assert clean_address(address) == address
