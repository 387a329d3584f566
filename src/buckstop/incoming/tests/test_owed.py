"""What one of us is asked, they answer by mail: signed for them, from their own address."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest

from buckstop.coverage.actions import teams
from buckstop.coverage.actions.instead import offer_swap
from buckstop.coverage.models import Shift
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.answers import Means, read_answer
from buckstop.incoming.models import Intake
from buckstop.incoming.queries import tally
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.verify import verify
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.answer_words import every
from buckstop.notices.models import Notice
from buckstop.notices.saying import said
from buckstop.notices.writing import write_notices
from buckstop.people.actions.language import choose_language
from buckstop.people.models import Person
from buckstop.people.speaking import LANGUAGES, speaking
from buckstop.problems.commitments import owed
from buckstop.problems.commitments.ask import ask, ask_team
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.tests.world import World

WHAT = "Is the invoice paid?"


@pytest.fixture
def asked(world: World) -> Commitment:
    due = world.now + timedelta(hours=2)
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    return ask(world.report().problem, what=WHAT, of=world.zed, due=due, **by)


def told(world: World, row: Commitment, person: Person) -> str:
    """The mail by which somebody is told; returns where it is replied to."""
    tell_staff(list(Entry.objects.filter(chain=row.problem.chain_id)), world.now)
    return sent(world, person, WHAT, problem=row.problem)


def sent(world: World, person: Person, *says: str, **about: Any) -> str:
    """The mail of what somebody was told, in their language; returns where it is replied to."""
    rows = Notice.objects.filter(person=person, **about).select_related("problem", "entry")
    notices = list(rows)
    with speaking(person.reads_in):
        raw = write_notices(notices[0].pk, str(person.email), notices, world.now)
    mail = message_from_bytes(raw, policy=policy.default)
    for one in says:
        assert one in mail.get_content()
    return mail["Reply-To"].addresses[0].addr_spec


def test_the_subject_says_what_is_asked(world: World, asked: Commitment):
    tell_staff(list(Entry.objects.filter(chain=asked.problem.chain_id)), world.now)
    notices = list(Notice.objects.filter(person=world.zed).select_related("problem", "entry"))
    raw = write_notices(notices[0].pk, str(world.zed.email), notices, world.now)
    said = message_from_bytes(raw, policy=policy.default)["Subject"]
    assert said == f"{asked.problem.ref}: Something is asked of you: {WHAT}"


def replies(
    world: World, to: str, text: str, *, by: str = "zed@desk.example", head: str = ""
) -> str:
    """A reply comes; returns what became of it."""
    raw = f"From: {by}\r\nTo: {to}\r\nSubject: Re: P-1\r\n{head}\r\n{text}\r\n"
    keep([Arrived(by, (to,), raw.encode())], at=world.now)
    receive(at=world.now)
    return Intake.objects.order_by("-pk")[0].became


@pytest.mark.parametrize(
    ("text", "state", "answer"),
    [
        ("It was paid on Friday.", "reported", "It was paid on Friday."),
        ("I will", "promised", ""),
        ("I’ll by 15:30, the bank is slow.", "promised", ""),
        (
            "I can't: the auditors have them.",
            "declined",
            "the auditors have them.",
        ),
    ],
)
def test_a_reply_is_the_answer(world: World, asked: Commitment, text: str, state: str, answer: str):
    to = told(world, asked, world.zed)
    assert replies(world, to, text) == "answer"
    asked.refresh_from_db()
    assert (asked.state, str(asked.answer or "")) == (state, answer)
    by_then = datetime(2026, 3, 2, 15, 30, tzinfo=UTC) if "15:30" in text else asked.due
    assert asked.due == by_then
    assert Problem.objects.count() == 1
    assert tally().is_right
    assert list(verify()) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_the_mail_says_to_write_is_read_in_each_language(world: World, code: str):
    choose_language(world.zed, code, by=world.zed.actor(), at=world.now)
    zed, words = Person.objects.get(pk=world.zed.pk), every()[code]
    at: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    due = world.now + timedelta(hours=2)
    problems = [world.report(f"Trouble {n}").problem for n in range(3)]
    rows = [ask(one, what=WHAT, of=zed, due=due, **at) for one in problems]
    said = {words.will: due, words.will_by: "16:00", f"{words.cannot} x": due}
    for row, text in zip(rows, said, strict=True):
        to = told(world, row, zed)
        assert sent(world, zed, words.will, words.will_by, words.cannot, problem=row.problem) == to
        assert replies(world, to, text) == "answer"
        row.refresh_from_db()
    assert [one.state for one in rows] == ["promised", "promised", "declined"]
    assert [f"{one.due:%H:%M}" for one in rows] == ["10:00", "16:00", "10:00"]
    assert str(rows[2].answer) == "x"


def test_a_time_that_cant_be_read_is_said_and_it_stays_open(world: World, asked: Commitment):
    choose_language(world.zed, "de", by=world.zed.actor(), at=world.now)
    to = told(world, asked, world.zed)
    assert replies(world, to, "I will by the Ides of March") == "answer"
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("requested", None)
    zed = Person.objects.get(pk=world.zed.pk)
    with speaking("de"):
        [hears] = said(Notice.objects.filter(person=zed, problem=None)).values()
    assert hears.sentence.startswith("„I will by the Ides of March“ nennt keine")
    assert "„Ich mache es bis 16:00“" in hears.sentence
    assert replies(world, to, "Ich mache es bis 15:30.") == "answer"
    asked.refresh_from_db()
    assert (asked.state, asked.due.hour, asked.due.minute) == ("promised", 15, 30)
    assert tally().is_right


def test_who_isnt_who_was_asked_answers_nothing(world: World, asked: Commitment):
    to = told(world, asked, world.zed)
    for by in ("bruno@desk.example", "zed@evil.example"):
        assert replies(world, to, "Paid.", by=by) == "problem"
    marked = to.replace("@", "a@") if not to.split("@")[0].endswith("a") else to.replace("a@", "b@")
    assert replies(world, marked, "Paid!") == "problem"
    assert replies(world, to, "I am away.", head="Auto-Submitted: auto-replied\r\n") == "bounce"
    asked.refresh_from_db()
    assert asked.state == "requested"
    owed.withdraw(asked, by=world.ana.actor(), at=world.now)
    assert replies(world, to, "Paid, late.") == "problem"


def test_of_a_team_the_first_who_replies_owes_it(world: World):
    team = teams.add_team(name="Finance", lead=None, by=DESK, at=world.now)
    teams.add_members(team, people=[world.zed], by=DESK, at=world.now)
    due = world.now + timedelta(hours=2)
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    row = ask_team(world.report().problem, what=WHAT, team=team, due=due, **by)
    to = told(world, row, world.zed)
    assert replies(world, to, "Yes.") == "answer"
    row.refresh_from_db()
    assert (row.state, row.debtor, str(row.answer)) == ("reported", world.zed, "Yes.")


TURNS = [("Yes, gladly", None, "en"), ("Yes!", True, "en"), ("No.\nI am away.", False, "en")]


@pytest.mark.parametrize(
    ("text", "taken", "code"),
    [*TURNS, ("Ja.", True, "de"), ("Non", False, "fr"), ("Oui !", True, "fr"), ("Sí", True, "es")],
)
def test_a_turn_is_taken_by_a_plain_yes(world: World, text: str, taken: bool | None, code: str):
    became = "problem" if taken is None else "turn"
    choose_language(world.bruno, code, by=world.bruno.actor(), at=world.now)
    world.bruno.refresh_from_db()
    day = date(2026, 3, 9)
    layer = Shift.objects.filter(person=world.ana, weekday=0).get()
    swap = offer_swap(
        world.roster, layer=layer.pk, day=day, giver=world.ana, taker=world.bruno,
        by=world.ana.actor(), at=world.now,
    )  # fmt: skip
    tell_staff(list(Entry.objects.filter(code="swap-offered")), world.now)
    words = every()[code]
    to = sent(world, world.bruno, words.yes, words.no)
    assert replies(world, to, text, by="ana@desk.example") == "problem"
    assert replies(world, to, text, by="bruno@desk.example") == became
    swap.refresh_from_db()
    answered = True if swap.accepted_at else False if swap.declined_at else None
    assert answered is taken
    assert tally().is_right


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("", Means.ANSWER), ("No", Means.ANSWER), ("I can't", Means.ANSWER),
        ("Ok, I will!", Means.PROMISE), ("will do", Means.PROMISE), ("I willed it", Means.ANSWER),
        ("I will ask Tim", Means.ANSWER), ("I’ll tomorrow at 9", Means.LATER),
        ("Sorry, I cannot - no access", Means.DECLINE), ("I cant: no", Means.DECLINE),
        ("Ja, mache ich!", Means.PROMISE), ("Ich kümmere mich darum bis Freitag", Means.LATER),
        ("Geht leider nicht: ich bin in Bern.", Means.DECLINE), ("Ja", Means.ANSWER),
        ("Oui, je m’en charge demain", Means.LATER), ("Je ne peux pas : absent", Means.DECLINE),
        ("Je m'en occupe", Means.PROMISE), ("Me encargo mañana", Means.LATER),
        ("Lo siento, no puedo: no estoy", Means.DECLINE), ("Sí, lo hago", Means.PROMISE),
    ],
)  # fmt: skip
def test_what_words_mean(said: str, means: Means):
    assert read_answer(said).means == means
