"""Odd mails of strangers stop no mail of ours: answered where they can be, failed alone if not."""

import pytest

from buckstop.conversations.actions import letters, telling
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.ledger.models import Entry
from buckstop.outbox.actions.delivering import Postman
from buckstop.outbox.models import Delivery
from buckstop.people.models import Address
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World
from tests.relays import BadRelay

ODD_IDS = [
    "<4817263549182736>",
    f"<{'a' * 230}@client.example>",
    "<fü@x.example>",
    "<a@>",
    "garbage",
]


def comes(world: World, head: str) -> None:
    raw = f"{head}\r\nSubject: pump\r\n\r\nThe pump stands still.\r\n"
    keep([Arrived("rita@client.example", ("help@localhost",), raw.encode())], at=world.now)
    receive(at=world.now)
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), world.now)


@pytest.mark.parametrize("odd", ODD_IDS)
def test_whatever_its_message_id_it_is_answered(
    world: World, relay: BadRelay, postman: Postman, odd: str
) -> None:
    comes(world, f"From: Rita Moss <rita@client.example>\r\nMessage-ID: {odd}")
    postman.deliver(at=world.now)
    assert relay.to() == ["rita@client.example"]
    assert Delivery.objects.get().state == "sent"


def test_an_address_of_another_script_leaves_in_ascii(
    world: World, relay: BadRelay, postman: Postman
) -> None:
    comes(world, "From: Jörg <service@möbel-kraft.example>\r\nMessage-ID: <1@x.example>")
    Delivery.objects.update(address="service@möbel-kraft.example")  # as an earlier version kept it
    postman.deliver(at=world.now)
    assert relay.to() == ["service@xn--mbel-kraft-ecb.example"]
    assert "service@xn--mbel-kraft-ecb.example" in str(relay.parsed[0]["To"])


@pytest.mark.parametrize(
    "address", ["x@bücher..example", "unknown", "a;b@x.example", "(a)@x.example"]
)
def test_an_address_that_is_none_fails_alone(
    world: World, relay: BadRelay, postman: Postman, address: str
) -> None:
    one, other = world.report(by=world.ines), world.report(by=world.olaf)
    Address.objects.filter(person=world.ines).update(email=address)
    for case in (one, other):
        telling.reply(Case.objects.get(pk=case.pk), text="x", by=world.ana.actor(), at=world.now)
    postman.deliver(at=world.now)
    assert relay.to() == ["olaf@fjord.example"]
    assert Delivery.objects.get(state="failed").why.endswith(
        "is not an address that a mail can go to."
    )
