"""Mails about logging in: to who is ours, in the right words, and nothing that tells who is."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.models import Entry
from buckstop.notices.actions import log_in_mails
from buckstop.notices.models import LogInMail
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.models import Delivery
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.people.actions import customers, staff
from buckstop.people.actions.language import choose_language
from buckstop.people.models import OneTimeLink
from buckstop.problems.tests.world import World

LINK = re.compile(r"/enter/(\S+)/")


def leaves(world: World) -> dict[str, tuple[str, str]]:
    """What leaves now: subject and words, by address."""
    found: dict[str, tuple[str, str]] = {}

    def hand(_: str, address: str, raw: bytes, *rest: object) -> Outcome:
        mail = message_from_bytes(raw, policy=policy.default)
        body = mail.get_body(("plain",))
        assert body is not None
        found[address] = str(mail["Subject"]), body.get_content()
        return Outcome(Came.ACCEPTED, 250, "taken")

    deliver(Smtp(hand), at=world.now)
    return found


@pytest.mark.parametrize("verb", ["ask_for_link", "invite"])
def test_a_link_lets_in_once(world: World, verb: str) -> None:
    if verb == "invite":
        log_in_mails.invite(world.ana, at=world.now)
    else:
        log_in_mails.ask_for_link("ana@desk.example", at=world.now)
    [(subject, text)] = leaves(world).values()
    assert subject == ("Your log-in" if verb == "invite" else "A new password")
    [secret] = LINK.findall(text)
    used = staff.use_log_in_link(secret, by=DESK, at=world.later(minutes=1))
    assert used.person == world.ana
    assert secret not in str(OneTimeLink.objects.values_list())


def test_of_who_isnt_ours_the_same_is_written_down_and_nothing_leaves(world: World) -> None:
    for address in ("ana@desk.example", "ines@nordbank.example", "nobody@x.example"):
        log_in_mails.ask_for_link(address, at=world.now)
    assert (LogInMail.objects.count(), Delivery.objects.count()) == (3, 3)
    assert list(leaves(world)) == ["ana@desk.example"]
    others = Delivery.objects.exclude(address="ana@desk.example")
    assert {(d.state, d.why) for d in others} == {
        ("dropped", "Nobody of ours has this address.")
    }  # fmt: skip


@pytest.mark.parametrize(("theirs", "customers_own"), [("fr", "de"), ("", "fr")])
def test_a_link_into_the_portal_is_in_their_language(
    world: World, theirs: str, customers_own: str
) -> None:
    ines = Actor(ActorKind.CONTACT, world.ines.pk)
    customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
    customers.change(
        world.nordbank, name="Nordbank", domains=(), zone="", manager=None, note="",
        language=customers_own, by=DESK, at=world.now,
    )  # fmt: skip
    choose_language(world.ines, theirs, by=ines, at=world.now)
    log_in_mails.ask_for_portal("ines@nordbank.example", at=world.now)
    [(subject, text)] = leaves(world).values()
    assert subject == "Votre connexion"
    assert "Ce lien ouvre votre page" in text


def test_an_address_of_any_length_is_asked_for(world: World) -> None:
    log_in_mails.ask_for_link("x" * 400 + "@x.example", at=world.now)
    assert leaves(world) == {}


def test_who_chose_a_password_is_told_and_gets_no_link(world: World) -> None:
    staff.choose_password(world.ana, "correct horse battery", by=world.ana.actor(), at=world.now)
    log_in_mails.tell_password_chosen(list(Entry.objects.filter(code="password-chosen")), world.now)
    [(subject, text)] = leaves(world).values()
    assert subject == "Your password was changed"
    assert "Monday 2 March 2026, 08:00 UTC" in text  # in the house's own zone
    assert not LINK.search(text)


def test_after_six_hours_without_a_relay_it_is_no_more_use(world: World) -> None:
    log_in_mails.invite(world.ana, at=world.now)
    assert Delivery.objects.get().expires_at == world.now + timedelta(hours=6)
    world.later(hours=6.1)
    assert leaves(world) == {}
    assert Delivery.objects.get().state == "dropped"


def test_who_has_left_gets_no_link_that_was_asked_for_before(world: World) -> None:
    log_in_mails.ask_for_link("zed@desk.example", at=world.now)
    staff.deactivate(world.zed, by=DESK, at=world.now)
    assert leaves(world) == {}
    assert not OneTimeLink.objects.exists()
