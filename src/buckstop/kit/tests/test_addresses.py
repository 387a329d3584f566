"""What an address is, and which spellings are one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.kit.addresses import LONGEST, normal, normal_domain


@pytest.mark.parametrize(
    ("written", "one_form"),
    [
        ("Ines@Nordbank.Example", "ines@nordbank.example"),
        (" <ines@nordbank.example> ", "ines@nordbank.example"),
        ("<<ines@nordbank.example>>", "ines@nordbank.example"),
        ("MAILTO:ines@nordbank.example", "ines@nordbank.example"),
        ("'ole@kran.example'", "ole@kran.example"),
        ("\"'ole@kran.example'\"", "ole@kran.example"),
        ("“ole@kran.example”", "ole@kran.example"),
        ("ole@kran.example.", "ole@kran.example"),
        ("o'neil@kran.example", "o'neil@kran.example"),
        ("'o'neil@kran.example'", "o'neil@kran.example"),
        ('"ole"@kran.example', "ole@kran.example"),
        ('"ole \\"k\\""@kran.example', '"ole \\"k\\""@kran.example'),
        ('"Rita Moss"@client.example', '"rita moss"@client.example'),
        ('"a@b"@client.example', '"a@b"@client.example'),
        ("rita..moss.@phone.example", '"rita..moss."@phone.example'),
        ("help@localhost", "help@localhost"),
        ("scan@mfp_3.werk.example", "scan@mfp_3.werk.example"),
        ("a@[192.0.2.7]", "a@[192.0.2.7]"),
        ("a@[IPv6:2001:DB8::1]", "a@[ipv6:2001:db8::1]"),
        ("service@möbel-kraft.example", "service@xn--mbel-kraft-ecb.example"),
        ("service@MO\u0308BEL-kraft.example", "service@xn--mbel-kraft-ecb.example"),
        ("service@xn--mbel-kraft-ecb.example", "service@xn--mbel-kraft-ecb.example"),
        ("laden@bäckerei-süß.example", "laden@xn--bckerei-s-o1a0c4t.example"),
        ("a@例え。example", "a@xn--r8jz45g.example"),
        ("Jürgen@b.example", "jürgen@b.example"),
    ],
)
def test_one_form(written: str, one_form: str) -> None:
    assert normal(written) == one_form


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "@", "a", "a@", "@b.example", '""@b.example', "unknown", "a@b@c.example",
        "Rita moss@client.example", "rita@client.example x", "a,b@x.example", "(a)@x.example",
        "a;b@x.example", "a:b@x.example", "<a@b.example", "a@b.example>", "a@b.example,c@d.example",
        "a@b..example", "a@.example", "a@example..", "a@bücher..example", "a@-b.example",
        "a@b-.example", "a@b c.example", "a@b/c", "a@[300.1.1.1]", "a@[x]", "a@b.example\r\nBcc:x",
        "a\0@b.example", "a\u202e@b.example", "a\u200b@b.example", "a\ud800@b.example",
        '"a"b@c.example', '"a\\"@c.example', '"a"b"@c.example', "a@" + "b" * 64 + ".example",
        "a" * 129 + "@b.example", "a@" + "b." * 126 + "example", "'ole@kran.example'x",
    ],
)  # fmt: skip
def test_no_address_rather_than_half_of_one(written: str) -> None:
    assert normal(written) == ""


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_one_form_is_its_own(left: str, right: str) -> None:
    for written in (f"{left}@{right}", f'"{left}"@{right}', f"a@{right}.example", f"{left}@b.de"):
        found = normal(written)
        assert not found or normal(found) == found
        assert len(found) <= LONGEST
        assert found.rpartition("@")[2].isascii()
        assert "\n" not in found


def test_domains() -> None:
    assert normal_domain(" Möbel-Kraft.example. ") == "xn--mbel-kraft-ecb.example"
    assert normal_domain("a b") == ""
