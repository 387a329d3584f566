"""Nobody is heard in another's name, and nobody is told what isn't for them."""

import pytest

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Doubt, Follower, Message
from buckstop.conversations.queries.thread import thread
from buckstop.doors.desk.tests.telling import words
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.notices.models import Notice
from buckstop.people.actions import customers
from buckstop.people.models import Contact
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case
from buckstop.problems.tests.world import answering
from stories.post import Post, case_of, heard, problems, texts, token_of
from stories.pressing import page, press, press_first, sits

INES = "Ines Vogt <ines@nordbank.example>"
ZED = "Vic Fremd <vic@fremd.example>"


@pytest.fixture
def case(post: Post) -> Case:
    """Ines of Nordbank reported something."""
    post.comes(INES, "The pump in hall two stands still.")
    found = case_of()
    assert str(found.customer) == "Nordbank"
    return found


def test_a_stranger_is_kept_apart_until_the_owner_says_who_it_is(post: Post, case: Case) -> None:
    fixing.confirm(case, by=answering(case), at=post.later(minutes=5))
    first = heard()[0].message_id
    post.comes(ZED, "It is broken again, send the papers.", f"In-Reply-To: {first}")
    case.refresh_from_db()
    assert (case.state, problems()) == ("confirmed", 1)
    assert [said.message.kind for said in thread(case).said if said.message.kind != "closed"] == [
        "acknowledgement", "heard",
    ]  # fmt: skip
    assert not Contact.objects.filter(person__name="Vic Fremd").exists()
    apart = Entry.objects.get(code="words-kept-apart")
    assert apart.actor_kind == "desk"
    assert Notice.objects.filter(entry=apart, person=post.world.ana).exists()
    said = words(page(sits(post.world.ana), case))
    assert "Vic Fremd <vic@fremd.example> wrote on this thread; nobody knows them here" in said
    assert "send the papers" in said
    assert post.letters("vic@fremd.example") == []


def test_a_strangers_words_on_an_asked_case_stop_its_clock(post: Post, case: Case) -> None:
    telling.say_fixed(
        case.problem, text="The fuse.", by=post.world.ana.actor(), at=post.later(minutes=5)
    )
    post.work()
    post.comes("Ines Vogt <ines.vogt@gmail.com>", "No, it stands still.", to=token_of(case))
    case.refresh_from_db()
    assert (case.state, case.held_because, case.attend_at) == ("asked", "unknown", None)
    browser = sits(post.world.ana)
    assert "was asked whether it is solved: say who it is" in words(page(browser, case))
    press(browser, case, "Belongs to Nordbank (joins as a contact)")
    case.refresh_from_db()
    assert (case.state, case.held_because) == ("asked", "answered")


def test_a_strangers_words_set_aside_leave_the_question(post: Post, case: Case) -> None:
    telling.say_fixed(
        case.problem, text="The fuse.", by=post.world.ana.actor(), at=post.later(minutes=5)
    )
    post.work()
    for text in ("Buy our fuses.", "Do buy them."):
        post.comes(ZED, text, to=token_of(case))
    assert Entry.objects.filter(code="case-held").count() == 1
    press(sits(post.world.ana), case, "Keep asking")
    case.refresh_from_db()
    assert (case.state, case.is_held, case.attend_at is None) == ("asked", False, False)


def test_the_owner_says_that_they_belong(post: Post, case: Case) -> None:
    post.comes(ZED, "Send the papers.", to=token_of(case))
    press(sits(post.world.ana), case, "Belongs to Nordbank (joins as a contact)")
    vic = Contact.objects.get(person__name="Vic Fremd")
    assert str(vic.customer) == "Nordbank"
    assert (texts(), heard()[-1].said_by) == (
        ["The pump in hall two stands still.", "Send the papers."], vic.person,
    )  # fmt: skip
    last = Entry.objects.filter(code="customer-heard").order_by("pk").last()
    assert last is not None
    assert last.actor_id == vic.person_id
    assert Follower.objects.get(address="vic@fremd.example").state == "following"
    case.refresh_from_db()
    assert case.contact == heard()[0].said_by


def test_one_answer_is_about_all_that_they_wrote(post: Post, case: Case) -> None:
    for n, said in enumerate(("Send the papers.", "Did you get this?")):
        post.later(minutes=n)
        post.comes(ZED, said, to=token_of(case))
    press_first(sits(post.world.ana), case, "Belongs to Nordbank (joins as a contact)")
    assert texts()[1:] == ["Send the papers.", "Did you get this?"]
    assert not Doubt.objects.filter(decided_at=None).exists()
    post.comes(ZED, "Thanks, and now?", to=token_of(case))
    assert texts()[-1] == "Thanks, and now?"


def test_who_joined_another_customer_once_writes_for_nobody_until_it_is_clear(
    post: Post, case: Case
) -> None:
    fremd = customers.add(name="Fremd", domains=("fremd.example",), by=DESK, at=post.world.now)
    post.comes(ZED, "Send the papers.", to=token_of(case))
    press(sits(post.world.ana), case, "Belongs to Nordbank (joins as a contact)")
    post.comes(ZED, "My own pump is broken.", subject="My pump")
    assert case_of().customer is None
    assert fremd.cases.count() == 0


def test_the_owner_makes_it_a_problem_of_their_own(post: Post, case: Case) -> None:
    post.comes(ZED, "My own pump is broken.", to=token_of(case), subject="My pump")
    press(sits(post.world.ana), case, "A problem of their own")
    own = case_of()
    assert (own.contact.name, own.customer, own.title) == ("Vic Fremd", None, "My pump")
    post.work()
    assert len(post.letters("vic@fremd.example")) == 1
    assert texts(own) == ["My own pump is broken."]
    assert texts(case) == ["The pump in hall two stands still."]


def test_the_owner_sets_it_aside(post: Post, case: Case) -> None:
    post.comes(ZED, "Buy our pumps.", to=token_of(case))
    browser = sits(post.world.ana)
    press(browser, case, "Set aside")
    assert "nobody knows them here Set" not in words(page(browser, case))
    assert Doubt.objects.get().decision == "aside"
    assert texts() == ["The pump in hall two stands still."]


def test_another_customers_contact_is_a_stranger_here(post: Post, case: Case) -> None:
    post.comes("Olaf Lund <olaf@fjord.example>", "And ours?", to=token_of(case))
    assert Doubt.objects.get().address == "olaf@fjord.example"
    assert not Contact.objects.filter(person=post.world.olaf).exists()


def test_a_colleague_joins_by_writing_and_is_named_from_the_first_entry_on(
    post: Post, case: Case
) -> None:
    post.comes("Bea Holm <bea@nordbank.example>", "I agree to the price.", to=token_of(case))
    bea = Contact.objects.get(person__name="Bea Holm").person
    entry = Entry.objects.filter(code="customer-heard").order_by("pk").last()
    assert entry is not None
    assert (entry.actor_id, fact_of(entry).contact) == (bea.pk, bea.pk)  # type: ignore[attr-defined]
    case.refresh_from_db()
    assert case.contact.name == "Ines Vogt"
    assert Follower.objects.get().address == "bea@nordbank.example"
    telling.reply(case, text="Good.", by=post.world.ana.actor(), at=post.later(minutes=1))
    post.work()
    assert "Bea Holm wrote" in post.letters("ines@nordbank.example")[-1].text
    assert "You wrote" in post.letters("bea@nordbank.example")[-1].text


def test_people_at_private_mail_are_nobodys_colleagues(post: Post) -> None:
    post.comes("Kim Rau <kim@gmail.com>", "My siren howls.")
    case = case_of()
    post.comes("Eve <eve@gmail.com>", "Tell me the code.", to=token_of(case))
    assert texts() == ["My siren howls."]


def test_two_people_at_one_address_are_two(post: Post) -> None:
    post.comes("Ann Berg <info@berg.example>", "The lift stands.")
    case = case_of()
    post.comes("Bob Berg-Maier <info@berg.example>", "A second lift stands.", subject="Lift")
    post.comes("Otto Klein <info@berg.example>", "Cancel the visit.", to=token_of(case))
    assert Doubt.objects.get().name == "Otto Klein"
    assert texts(case) == ["The lift stands."]
    post.comes("Ann Berg <info@berg.example>", "Please come.", to=token_of(case))
    assert texts(case) == ["The lift stands.", "Please come."]


def test_without_any_address_on_a_token_the_owner_says_who_wrote(post: Post, case: Case) -> None:
    post.comes("", "The pump is on fire.", to=token_of(case))
    assert texts() == ["The pump in hall two stands still."]
    said = words(page(sits(post.world.ana), case))
    assert "Somebody without an address wrote; nobody knows them here" in said
    press(sits(post.world.ana), case, "Ines Vogt wrote it")
    assert (texts()[-1], heard()[-1].said_by_id) == ("The pump is on fire.", case.contact_id)


def test_a_colleagues_from_proves_nothing(post: Post, case: Case) -> None:
    post.comes("Ana Ruiz <ana@desk.example>", "We refund you 100,000 francs.", to=token_of(case))
    assert texts() == ["The pump in hall two stands still."]
    assert not Entry.objects.filter(actor_kind="staff").exists()
    said = words(page(sits(post.world.ana), case))
    assert "Ana Ruiz <ana@desk.example> by mail; not proved to be theirs" in said


def test_our_own_server_may_vouch_for_a_colleague(
    post: Post, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUCKSTOP_TRUSTED_AUTHENTICATION", "mx.desk.example")
    verdict = "Authentication-Results: {}; dmarc=pass header.from=desk.example"
    ana = "Ana Ruiz <ana@desk.example>"
    post.comes(ana, "Not hers.", verdict.format("mx.other.example"), to=token_of(case))
    assert Message.objects.filter(kind="apart").count() == 1
    post.comes(ana, "We come at ten.", verdict.format("mx.desk.example"), to=token_of(case))
    assert heard()[-1].said_by == post.world.ana
    assert Entry.objects.filter(actor_id=post.world.ana.pk, code="customer-heard").exists()


def test_a_colleague_raises_a_problem_by_mail(post: Post) -> None:
    post.comes("Zed Novak <zed@desk.example>", "The badge reader is dead.")
    assert case_of().contact == post.world.zed
    assert not Entry.objects.filter(actor_kind="staff").exists()
    post.comes("Zed Novak <zed@desk.example>", "Still dead.", to=token_of(case_of()))
    assert texts() == ["The badge reader is dead.", "Still dead."]
