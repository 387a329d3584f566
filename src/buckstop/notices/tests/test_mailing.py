"""Notices by mail: each person's for itself."""

from dataclasses import dataclass

from buckstop.ledger.models import Entry
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.notices.models import Notice
from buckstop.people.models import Person
from buckstop.problems.tests.world import World


@dataclass(frozen=True)
class Outcome:
    """What a hand says."""

    came: str
    stands_still: bool = False


OK = Outcome("accepted")


class Hand:
    """Takes notices' mails, and says what it is told to say."""

    def __init__(self, *says: Outcome) -> None:
        self.says = list(says)
        self.mails: list[tuple[str, bytes]] = []

    def __call__(self, sender: str, address: str, raw: bytes) -> Outcome:
        said = self.says.pop(0) if self.says else OK
        if said == OK:
            self.mails.append((address, raw))
        return said


def notices(world: World, *people: Person) -> None:
    """Each of them is told of something, that should have been mailed by now."""
    problem = world.report().problem
    entry = Entry.objects.get(code="case-opened")
    for person in people:
        Notice.objects.create(
            person=person, problem=problem, entry=entry, sentence="The customer wrote",
            at=world.now, mail_due=world.now,
        )  # fmt: skip


def test_a_notice_that_cannot_be_written_stops_nobody_elses(world: World) -> None:
    notices(world, world.ana, world.bruno, world.carla)
    Notice.objects.filter(person=world.ana).update(sentence="Two\nlines")
    hand = Hand()
    mail_unseen(hand, at=world.now)
    assert sorted(address for address, _ in hand.mails) == [
        "bruno@desk.example", "carla@desk.example",
    ]  # fmt: skip
    assert mail_unseen(hand, at=world.later(days=1)) == 0


def test_where_the_relay_is_away_nobody_is_marked(world: World) -> None:
    notices(world, world.ana, world.bruno)
    away = Outcome("later", stands_still=True)
    assert mail_unseen(Hand(away), at=world.now) == 0
    assert not Notice.objects.exclude(mailed_at=None).exists()
    hand = Hand()
    mail_unseen(hand, at=world.later(minutes=11))
    assert len(hand.mails) == 2


def test_one_mail_a_person_and_notice(world: World) -> None:
    notices(world, world.ana)
    hand = Hand()
    assert mail_unseen(hand, at=world.now) == 1
    assert mail_unseen(hand, at=world.later(hours=1)) == 0
    assert len(hand.mails) == 1
