"""Random histories in which people are copied in, strangers write, and somebody is forgotten."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from buckstop.conversations.actions import erasing, followers, hearing, strangers, telling
from buckstop.conversations.actions.blacking_out import Why, black_out
from buckstop.conversations.actions.splitting import split_off
from buckstop.conversations.actions.taking_back import take_back
from buckstop.conversations.models import Doubt, Follower, Message
from buckstop.conversations.models.doubt import Decision, DoubtKind
from buckstop.conversations.models.message import FollowerState, MessageKind
from buckstop.conversations.tests.stage import RITA, copied_in, stranger_wrote
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refused
from buckstop.people.models import Address, Customer, Person
from buckstop.problems.actions import kinds
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING
from buckstop.problems.tests.at_random import AS_FOUND, live_through
from buckstop.problems.tests.moves import Chance, Nothing, Verb
from buckstop.problems.tests.test_histories import Histories, begun

WHO = (RITA, ("Ines Vogt", "ines@home.example"), ("Otto", "otto@x.example"), ("", ""))
COPIED = ("olga@nordbank.example", "otto@x.example", "olaf@fjord.example")
DECIDE = (strangers.belongs, strangers.own_problem, strangers.set_aside, strangers.see)
SAYS = ("It fails again", "Thanks!", "Ü")


def is_copied_in(c: Chance) -> None:
    # Who was erased has no address, so that no mail is theirs.
    copied_in(c.world, c.row(Case, contact__erased_at=None), c.of(COPIED))


def follows_or_not(c: Chance) -> None:
    follower = c.open_row(Follower, {"state": FollowerState.PROPOSED})
    verb: Verb = c.of((followers.accept, followers.decline, followers.remove))
    verb(follower, by=c.owner(follower.case), at=c.at)


def a_stranger_writes(c: Chance) -> None:
    stranger_wrote(c.world, c.row(Case), c.of(SAYS), who=c.of(WHO))


def whose_words_they_are_is_said(c: Chance) -> None:
    doubt = c.open_row(Doubt, {"decided_at": None})
    verb: Verb = c.of(DECIDE)
    verb(doubt, by=c.owner(doubt.case), at=c.at)


def the_contact_writes(c: Chance) -> None:
    case = c.row(Case)
    hearing.write(case, text=c.of(SAYS), by=c.theirs(case), at=c.at)


def the_owner_answers(c: Chance) -> None:
    case = c.row(Case)
    telling.reply(case, text=c.of(SAYS), by=c.owner(case), at=c.at)


def the_owner_says_fixed(c: Chance) -> None:
    problem = c.open_row(Problem, {"state": "open", "kind": "problem"})
    telling.say_fixed(problem, text="It runs", by=c.owner(problem), at=c.at)


def the_owner_tells_all(c: Chance) -> None:
    problem = c.row(Problem)
    telling.update_all(problem, text=c.of(SAYS), by=c.owner(problem), at=c.at)


def what_was_written_is_taken_back(c: Chance) -> None:
    message = c.open_row(Message, {"taken_back": None}, leaves_at__isnull=False)
    assert message.said_by is not None
    by = c.by() if c.chance(4) else message.said_by.actor()
    take_back(message, by=by, at=message.at)


def the_owner_writes_and_takes_it_back(c: Chance) -> None:
    verb: Verb = c.of((the_owner_answers, the_owner_tells_all))
    verb(c)
    what_was_written_is_taken_back(c)


def somebody_is_forgotten(c: Chance) -> None:
    if c.chance(4):
        erasing.erase_customer(c.row(Customer, erased_at=None), by=DESK, at=c.at)
    else:
        erasing.erase_person(c.row(Person, erased_at=None), by=DESK, at=c.at)


def what_waits_ends_and_they_are_forgotten(c: Chance) -> None:
    person = c.row(Case, contact__erased_at=None).contact
    for case in Case.objects.filter(contact=person, ended_at=None):
        kinds.void(case, why="spam", by=case.problem.owner.actor(), at=c.world.now)
    erasing.erase_person(person, by=DESK, at=c.world.now)


def words_are_blacked_out(c: Chance) -> None:
    problem = c.row(Problem)
    black_out(problem, words=c.of(("It fails", "Thanks")), why=Why.SECRET, by=c.by(), at=c.at)


def a_message_is_split_off(c: Chance) -> None:
    message = c.open_row(Message, {"kind": MessageKind.HEARD})
    split_off(message, title="Another", by=c.by(), at=c.at)


def somebody_writes_and_it_is_decided(c: Chance) -> None:
    a_stranger_writes(c)
    whose_words_they_are_is_said(c)


def somebody_is_copied_in_and_it_is_decided(c: Chance) -> None:
    is_copied_in(c)
    follows_or_not(c)


MOVES = (
    is_copied_in, follows_or_not, a_stranger_writes, whose_words_they_are_is_said,
    the_contact_writes, the_owner_answers, the_owner_says_fixed, the_owner_tells_all,
    what_was_written_is_taken_back, somebody_is_forgotten, words_are_blacked_out,
    a_message_is_split_off,
    what_waits_ends_and_they_are_forgotten, the_owner_writes_and_takes_it_back,
    somebody_writes_and_it_is_decided, somebody_is_copied_in_and_it_is_decided,
)  # fmt: skip


class Conversations(Histories):
    """The same histories, with conversations in them."""

    @rule(data=st.data(), move=st.sampled_from(MOVES))
    def somebody_says(self, data: st.DataObject, move: Verb) -> None:
        try:
            move(Chance(data.draw, self.world))
        except (Refused, Nothing):
            pass

    @rule(data=st.data(), move=st.sampled_from(MOVES[::-1]))
    def somebody_else_says(self, data: st.DataObject, move: Verb) -> None:
        self.somebody_says(data, move)

    @rule(data=st.data(), move=st.sampled_from(MOVES[-4:]))
    def it_is_said_and_decided(self, data: st.DataObject, move: Verb) -> None:
        self.somebody_says(data, move)

    @invariant()
    def who_gets_copies_was_let_in(self) -> None:
        let_in = _named("follower", "follower-accepted", "follower-joined")
        following = Follower.objects.filter(state__in=["following", "removed"])
        assert {follower.pk for follower in following} <= let_in
        declined = Follower.objects.filter(state="declined")
        assert {follower.pk for follower in declined} <= _named("follower", "follower-declined")

    @invariant()
    def a_strangers_words_are_said_where_somebody_said_so(self) -> None:
        rows = Doubt.objects.filter(kind=DoubtKind.STRANGER, message__isnull=False)
        heard = set(
            Message.objects.filter(kind=MessageKind.HEARD).values_list("text_id", flat=True)
        )
        for doubt in rows.select_related("message"):
            assert doubt.message is not None
            said = doubt.decision in (Decision.BELONGS, Decision.OWN)
            assert (doubt.message.text_id in heard) == said

    @invariant()
    def who_was_forgotten_waits_for_nothing(self) -> None:
        waits = Case.objects.filter(contact__erased_at__isnull=False, state__in=WAITING)
        assert not waits.exists()

    @invariant()
    def who_was_forgotten_has_no_address(self) -> None:
        gone = Address.objects.filter(person__erased_at__isnull=False)
        assert not gone.exclude(email="", phone="").exists()


def _named(field: str, *codes: str) -> set[object]:
    """What entries of these kinds name."""
    return {getattr(fact_of(entry), field) for entry in Entry.objects.filter(code__in=codes)}


@pytest.mark.django_db
def test_random_conversations_break_no_guarantee(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUCKSTOP_UNDO_SECONDS", "15")
    Conversations.base = world = begun()
    for case in Case.objects.order_by("pk")[:2]:
        stranger_wrote(world, case)
        copied_in(world, case, *COPIED[:2])
    live_through(Conversations, histories=2, steps=35, phases=AS_FOUND)
