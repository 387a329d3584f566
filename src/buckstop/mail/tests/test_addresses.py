"""Names and addresses as people and programs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.kit.addresses import normal
from buckstop.mail.addresses import read_addresses


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
        ("i@n.example (Ines (at work) Roth)", [("Ines (at work) Roth", "i@n.example")]),
        ("i@n.example (Ines Roth)", [("Ines Roth", "i@n.example")]),
        ('"i@n.example" <i@n.example>', [("", "i@n.example")]),
        ("'Ines' <i@n.example>", [("Ines", "i@n.example")]),
        ("a@n.example; b@n.example", [("", "a@n.example"), ("", "b@n.example")]),
        ("undisclosed-recipients:;", []),
        ("Team: a@n.example, B <b@n.example>;", [("", "a@n.example"), ("B", "b@n.example")]),
        ("=?utf-8?q?Roth=2C_Ines?= <i@n.example>", [("Roth, Ines", "i@n.example")]),
        ("=?utf-8?q?Ines_=3Ci=40n.example=3E?=", [("Ines", "i@n.example")]),
        ('"Ines" "Roth" <i@n.example>', [("Ines Roth", "i@n.example")]),
        ("<<i@n.example>>", [("", "i@n.example")]),
        ("<mailto:i@n.example>", [("", "i@n.example")]),
        ('"<boss@b.example>" <i@n.example>', [("", "i@n.example")]),
        ('"Ines <boss@b.example" <i@n.example>', [("Ines <boss@b.example", "i@n.example")]),
        ('<"odd name"@n.example>', [("", '"odd name"@n.example')]),
        ('"odd name"@n.example', [("", '"odd name"@n.example')]),
        ('<"odd"@n.example>', [("", "odd@n.example")]),
        ('<""@n.example>', []),
        ("Rita moss@client.example", []),
        ("rita,moss@client.example", []),
        ("rita;moss@client.example", []),
        ("rita:moss@client.example", []),
        ("moss@client.example Rita", []),
        ("undisclosed, moss@client.example", [("", "moss@client.example")]),
        ("Rita <moss@bücher..example>", []),
        ("'ole@kran.example'", [("", "ole@kran.example")]),
        ("\"'ole@kran.example'\" <'ole@kran.example'>", [("", "ole@kran.example")]),
        ("\"'Rita Moss' via Help\" <h@d.example>", [("'Rita Moss' via Help", "h@d.example")]),
        ("\"'Rita Moss'\" <r@c.example>", [("Rita Moss", "r@c.example")]),
        ("Rita O' <r@c.example>", [("Rita O'", "r@c.example")]),
        ('"" Rita " Moss" <r@c.example>', [("Rita Moss", "r@c.example")]),
        ('"Rita \\"Ri\\" Moss" <r@c.example>', [('Rita "Ri" Moss', "r@c.example")]),
        ('"\\"Ri\\" and \\"Mo\\"" <r@c.example>', [('"Ri" and "Mo"', "r@c.example")]),
        ("„Rita Moss“ <r@c.example>", [("Rita Moss", "r@c.example")]),
        ('"Rita Moss <r@c.example>', [("Rita Moss", "r@c.example")]),
        ("Rita <Moss> <r@c.example>", [("Rita <Moss>", "r@c.example")]),
        ("r@c.example. (Rita)", [("Rita", "r@c.example")]),
        (
            "a@möbel-kraft.example, b <A@xn--mbel-kraft-ecb.example>",
            [("", "a@xn--mbel-kraft-ecb.example")],
        ),
        ("<>", []),
        ("nobody", []),
        ("a@n.example, A@N.example", [("", "a@n.example")]),
        ("jürgen@münchen.example", [("", "jürgen@xn--mnchen-3ya.example")]),
    ],
)
def test_addresses(written: str, read: list[tuple[str, str]]) -> None:
    assert read_addresses(written) == read


@given(st.text(max_size=300))
def test_what_comes_out_is_an_address_on_one_line(text: str) -> None:
    for name, address in read_addresses(text):
        assert "\n" not in name
        assert normal(address) == address
