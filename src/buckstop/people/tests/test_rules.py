"""The rules of people, which know no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.ledger.refused import Refused
from buckstop.people import rules
from buckstop.people.roles import Capability, Role, roles_with

DESK_ROLES = roles_with(Capability.OWN)
LEADERS = roles_with(Capability.LEAD)
STAFF_ROLES = roles_with(Capability.BE_STAFF)


def test_roles_hold_each_other():
    assert (
        set(LEADERS)
        < set(DESK_ROLES)
        < set(STAFF_ROLES)
        == set(Role) - {Role.CONTACT, Role.SUPPLIER}
    )


@pytest.mark.parametrize("role", [*STAFF_ROLES, "front line"])
def test_staff_have_a_role(role: str):
    rules.check_staff(name="Ana", email="ana@desk.example", role=role)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " \x00 "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "ana"}, "email"),
        ({"email": "a" * 250 + "@x.ch"}, "email"),
        ({"role": "contact"}, "role"),
        ({"role": "boss"}, "role"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(said: dict[str, str], field: str):
    fine = {"name": "Ana", "email": "ana@desk.example", "role": "lead"}
    with pytest.raises(Refused) as refused:
        rules.check_staff(**(fine | said))
    assert refused.value.field == field


@given(st.text(max_size=30))
def test_an_address_has_one_at_and_nothing_that_breaks_a_header(text: str):
    try:
        rules.check_email(text)
    except Refused:
        return
    assert text.count("@") == 1
    assert not any(letter in text for letter in ' "<>\r\n\x00')
    text.encode()


def test_the_domain_of_private_mail_belongs_to_nobody():
    assert rules.domain_of("Ines@Nordbank.example") == "nordbank.example"
    assert rules.domain_of("ines@gmail.com") == ""
    assert rules.domain_of("nobody") == ""
    assert all(name == name.lower() for name in rules.PRIVATE_MAIL)


def test_a_key_has_a_name_and_a_scope():
    for name, scope in (("", "read"), ("Monitoring", "admin")):
        with pytest.raises(Refused):
            rules.check_key(name=name, scope=scope)
    rules.check_key(name="Monitoring", scope="write")


def test_a_secret_is_known_by_its_digest():
    assert rules.digest_of("a") != rules.digest_of("b")
    assert len(rules.digest_of("a")) == 64


def test_an_address_has_one_form_in_whatever_way_it_is_written():
    assert rules.check_email(" <Service@Möbel-Kraft.example>") == (
        "service@xn--mbel-kraft-ecb.example"
    )
    assert rules.check_domain("Möbel-Kraft.example") == "xn--mbel-kraft-ecb.example"
    for wrong in ("a,b@x.example", "(a)@x.example", "a@x..example", "Rita moss@client.example"):
        with pytest.raises(Refused):
            rules.check_email(wrong)
    with pytest.raises(Refused):
        rules.check_domain("möbel kraft")
