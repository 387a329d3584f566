"""Notices by mail: each person's for itself, tried and doubted as every mail of ours."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.db.models import F

from buckstop.ledger.models import Entry
from buckstop.notices.actions import log_in_mails
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.notices.models import Notice
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.actions.resending import let_be, send_again
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.models import Attempt, Delivery
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.people.models import Person
from buckstop.problems.tests.world import World

OK = Outcome(Came.ACCEPTED, 250, "taken")
IN_DOUBT = Outcome(Came.UNCERTAIN, 0, "No answer came.", stands_still=True)
REFUSED = Outcome(Came.REFUSED, 550, "No such user.")
LATER = Outcome(Came.LATER, 451, "Not now.")


class Hand:
    """Takes mails, and says what it is told to say."""

    def __init__(self, *says: Outcome) -> None:
        self.says = list(says)
        self.mails: list[tuple[str, bytes]] = []

    def __call__(self, sender: str, address: str, raw: bytes, *rest: object) -> Outcome:
        said = self.says.pop(0) if self.says else OK
        self.mails.append((address, raw))
        return said

    def to(self) -> list[str]:
        return sorted(address for address, _ in self.mails)


def notices(world: World, *people: Person) -> None:
    """Each of them is told of something, that should have been mailed by now."""
    problem = world.report().problem
    entry = Entry.objects.get(code="case-opened", chain=problem.chain_id)
    for person in people:
        Notice.objects.create(
            person=person, problem=problem, entry=entry, sentence="The customer wrote",
            at=world.now, mail_due=world.now,
        )  # fmt: skip


def mail(world: World, *says: Outcome) -> Hand:
    """What is due goes on its way, and a relay says this to it."""
    mail_unseen(at=world.now)
    hand = Hand(*says)
    deliver(Smtp(hand), at=world.now)
    return hand


def states() -> list[str]:
    return list(Delivery.objects.order_by("address").values_list("state", flat=True))


def test_a_notice_that_cannot_be_written_stops_nobody_elses(world: World) -> None:
    notices(world, world.ana, world.bruno, world.carla)
    Person.objects.filter(pk=world.ana.pk).update(email="ana@desk.example, eve@x.example")
    assert mail(world).to() == ["bruno@desk.example", "carla@desk.example"]
    assert mail_unseen(at=world.later(days=1)) == 0
    assert states() == ["failed", "sent", "sent"]
    assert "could not write" in Delivery.objects.get(state="failed").why


def test_where_the_relay_is_away_all_wait_and_then_leave(world: World) -> None:
    notices(world, world.ana, world.bruno)
    away = Outcome(Came.LATER, 0, "away", stands_still=True, taken_up=False)
    mail(world, away)
    assert states() == ["pending", "pending"]
    assert not Attempt.objects.exists()
    world.later(minutes=11)
    assert len(mail(world).mails) == 2


def test_one_mail_a_person_and_notice(world: World) -> None:
    notices(world, world.ana)
    assert mail_unseen(at=world.now) == 1
    assert mail_unseen(at=world.later(hours=1)) == 0
    assert len(mail(world).mails) == 1
    assert len(mail(world).mails) == 0


def test_while_one_waits_what_comes_goes_with_the_next(world: World) -> None:
    notices(world, world.ana)
    mail(world, LATER)
    for _ in range(2):
        notices(world, world.ana)
    assert mail_unseen(at=world.now) == 0
    world.later(minutes=5)
    assert len(mail(world).mails) == 1  # the first, again
    [(_, raw)] = mail(world).mails
    assert str(message_from_bytes(raw)["Subject"]).endswith("and 1 more")


def test_what_was_seen_before_it_left_is_dropped_and_troubles_nobody(world: World) -> None:
    notices(world, world.ana)
    mail(world, LATER)
    Notice.objects.update(seen_at=world.now)
    world.later(minutes=5)
    assert mail(world).mails == []
    assert states() == ["dropped"]


def test_one_in_doubt_goes_again_only_when_somebody_says_so(world: World) -> None:
    notices(world, world.ana)
    first = mail(world, IN_DOUBT)
    assert states() == ["uncertain"]
    world.later(hours=1)
    assert mail(world).mails == []
    send_again(Delivery.objects.get(), by=world.bruno.actor(), at=world.now)
    again = mail(world)
    assert states() == ["sent"]
    ids = {message_from_bytes(raw)["Message-ID"] for _, raw in [*first.mails, *again.mails]}
    assert len(ids) == 1  # the same mail, so that who got both sees one
    assert Attempt.objects.count() == 2
    assert Entry.objects.filter(code="notice-sent-again").count() == 1


def test_one_that_was_refused_is_on_record_and_can_be_let_be(world: World) -> None:
    notices(world, world.ana)
    mail(world, REFUSED)
    assert Entry.objects.filter(code="notice-failed").count() == 1
    let_be(Delivery.objects.get(), by=world.bruno.actor(), at=world.now)
    assert Delivery.objects.get().let_be_at is not None
    assert Entry.objects.filter(code="notice-left-behind").count() == 1


@pytest.mark.parametrize("says", [OK, IN_DOUBT])
def test_the_bytes_of_mail_to_staff_are_kept_nowhere(world: World, says: Outcome) -> None:
    notices(world, world.ana)
    log_in_mails.invite(world.bruno, at=world.now)
    mail(world, says)
    assert set(Delivery.objects.values_list("raw", flat=True)) == {None}


def test_a_link_goes_ahead_of_what_waits_and_expires(world: World) -> None:
    notices(world, world.ana)
    world.later(minutes=30)
    log_in_mails.ask_for_link("bruno@desk.example", at=world.now)
    hand = mail(world, OK, LATER)
    assert [address for address, _ in hand.mails] == ["bruno@desk.example", "ana@desk.example"]
    log_in_mails.ask_for_link("carla@desk.example", at=world.now)
    world.later(hours=7)
    assert "carla@desk.example" not in mail(world).to()
    assert Delivery.objects.get(address="carla@desk.example").state == "dropped"
    assert not Delivery.objects.filter(expires_at__lt=F("made_at") + timedelta(hours=6)).exists()
