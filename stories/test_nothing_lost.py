"""Every mail that got `250` is somebody's to deal with, in the right mouth and readable.

The inputs stand beside the project; each is sent through the SMTP door and has its right value
here. A bare clone has none of them: the pieces' own tests hold the same kinds.
"""

import html
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Attachment, Follower, Message
from buckstop.conversations.queries.mails import letters_of
from buckstop.conversations.queries.search import search
from buckstop.doors.desk.entrance import BACKEND
from buckstop.incoming.models import Intake
from buckstop.kit import clock
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.models import Entry
from buckstop.notices.models import Notice
from buckstop.people.actions import customers
from buckstop.people.models import Contact, Person
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case, Problem
from stories.house import House
from stories.inputs import FOLDER, Sent, names, needs_inputs, send, send_raw, shown_at_desk
from stories.sink import Mail

pytestmark = needs_inputs

OURS = ["help@localhost", "support@localhost", "help@halden.example"]
RITA = "rita@client.example"


@pytest.fixture
def ours(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house answers at all the addresses that the inputs were sent to."""
    monkeypatch.setenv("BUCKSTOP_ADDRESSES", ",".join(OURS))
    return house


def desk(house: House) -> Client:
    client = Client()
    client.force_login(house.ana, backend=BACKEND)
    return client


def acknowledged(house: House, address: str) -> Mail:
    found = house.inbox(address)
    assert found, f"{address} got nothing"
    return found[0]


def opened(house: House, sender: str, subject: str, text: str = "It stands still.") -> Mail:
    """A customer wrote, and this is what they got."""
    house.mail(sender, subject, text)
    return acknowledged(house, sender.partition("<")[2].rstrip(">"))


def by(person: Person) -> dict[str, Any]:
    return {"by": person.actor(), "at": clock.now()}


def contact(case: Case) -> dict[str, Any]:
    return {"by": Actor(ActorKind.CONTACT, case.contact_id, case=case.pk), "at": clock.now()}


def told(person: Person, problem: Problem) -> bool:
    return Notice.objects.filter(person=person, problem=problem).exists()


WHO_WROTE = {
    "mails/01-group.eml": "ilse@brandner.example",
    "mails/02-form.eml": "kuno@ahl.example",
    "mails/03-noreply-form.eml": "dita@maar.example",
    "mails/06-other-desk.eml": "desk@quay.example",
    "mails/07-same-domain.eml": "ben.ott@localhost",
    "mails/13-dashes.eml": "udo@linn.example",
    "mails/14-labels.eml": "nele@korb.example",
    "mails/16-jis.eml": "ken@mori.example",
    "mails/18-no-address.eml": "",
    "mails/21-idn.eml": "laden@xn--bckerei-s-o1a0c4t.example",
    "mails/23-subject-only.eml": "kim@rau.example",
    "mails/24-postmaster.eml": "postmaster@kurier.example",
    "mails/27-mail-attached.eml": "tom@hain.example",
    "mails/29-pasted-picture.eml": "ria@sand.example",
    "mails/30-names.eml": "wim@dorn.example",
    "mails/32-ics.eml": "lia@ruf.example",
    "mails/34-hidden.eml": "mia@stein.example",
    "real/01-message-id-without-at.eml": RITA,
    "real/02-message-id-of-our-own-domain.eml": "ana@halden.example",
    "real/04-contact-form-from-our-own-address.eml": RITA,
    "real/05-inline-pdf-in-a-plain-mail.eml": RITA,
    "real/07-html-shown-as-it-came.eml": RITA,
    "real/08-human-with-signed-return-path.eml": "rita.moss@client.example",
    "real/13-iso-2022-jp-with-a-circled-number.eml": RITA,
    "real/16-raw-subject-in-the-bodys-charset.eml": RITA,
    "real/18-unfolded-line-among-the-headers.eml": RITA,
    "real/20-space-in-the-local-part.eml": "",
    "real/22-list-mail-without-list-id.eml": RITA,
    "real/24-long-plain-text.eml": RITA,
    "real/26-quotes-within-a-quoted-name.eml": RITA,
    "real/28-long-message-id.eml": RITA,
}
WHAT_WAS_SAID = {
    "mails/13-dashes.eml": "Second line stops, call me on 77 before noon.",
    "mails/14-labels.eml": "There is no shelf 2. Where shall it go?",
    "mails/16-jis.eml": "プリンターが壊れました。",
    "mails/32-ics.eml": "It shows plus 4.",
    "mails/34-hidden.eml": "Call 12.",
    "real/13-iso-2022-jp-with-a-circled-number.eml": "① ポンプが止まりました",
    "real/16-raw-subject-in-the-bodys-charset.eml": "水泵从九点起停了。",
    "real/18-unfolded-line-among-the-headers.eml": "The pump in hall two stands still.",
    "real/24-long-plain-text.eml": "And my question stands here, below the log",
}
FILES = {
    "mails/27-mail-attached.eml": ["Sign this.eml"],
    "mails/29-pasted-picture.eml": ["shot.png"],
    "real/05-inline-pdf-in-a-plain-mail.eml": ["log.pdf"],
}
NO_LETTER = {  # held back, or nowhere to send it; somebody is told all the same
    "mails/01-group.eml", "mails/18-no-address.eml", "mails/24-postmaster.eml",
    "real/20-space-in-the-local-part.eml", "real/22-list-mail-without-list-id.eml",
    "real/02-message-id-of-our-own-domain.eml",
}  # fmt: skip


def test_each_new_mail_is_owned_by_its_writers_name_and_read(ours: House) -> None:
    wrong = []
    for name, address in WHO_WROTE.items():
        sent = send(ours, name)
        for what, is_right in _new_mail(ours, sent, address):
            if not is_right:
                wrong.append(f"{name}: {what}")
        if address == RITA:  # no cap of letters to one sender stands in the way
            ours.later(hours=1, minutes=1)
    assert wrong == []


def _new_mail(house: House, sent: Sent, address: str) -> Iterator[tuple[str, bool]]:
    name = sent.name
    if sent.message is None:
        yield "nothing was said", False
        return
    page = html.unescape(shown_at_desk(house, sent, desk(house)))
    yield f"of {sent.address}, not {address}", sent.address == address
    yield "it is taken for a machine's", sent.said.kind == "heard"
    yield "nobody owns it", sent.case.problem.owner_id is not None
    yield "nobody is told", told(sent.case.problem.owner, sent.case.problem)
    yield "erased, says the page", "(This was erased.)" not in page
    yield f"no link to the original: {sent.said.pk}", "original" in page.lower()
    if name in WHAT_WAS_SAID:
        yield f"said {sent.text!r}", WHAT_WAS_SAID[name] in sent.text
        cut = "Read all of it" in page  # said so, and one press away
        yield "it isn't on the page", cut or WHAT_WAS_SAID[name][:12] in page
    if name in FILES:
        found = [file.name for file in sent.files]
        yield f"files {found}", found == FILES[name]
        yield "its files aren't listed", all(file in page for file in FILES[name])
    letters = house.inbox(address) if address else []
    fresh = [mail for mail in letters if sent.case.title in mail.subject]
    if name in NO_LETTER:
        nowhere = not address and letters_of(sent.case.messages.all()).exists()
        yield "a letter left for nobody", not nowhere
    else:
        yield f"no letter to {address}", bool(fresh)


def test_an_html_mail_is_shown_clean(ours: House) -> None:
    sent = send(ours, "real/07-html-shown-as-it-came.eml")
    hidden = send(ours, "mails/34-hidden.eml")
    client = desk(ours)
    shown = client.get(f"/messages/{sent.said.pk}/html/").content.decode()
    assert "The pump stands still." in shown
    for outside in ("preconnect", "<script", "<iframe", "<form", "tracker.example"):
        assert outside not in shown
    assert "PREVIEW LINE" not in client.get(f"/messages/{hidden.said.pk}/html/").content.decode()
    assert "PREVIEW LINE" not in hidden.text


def test_names_are_names_and_addresses_whole(ours: House) -> None:
    rita = send(ours, "real/26-quotes-within-a-quoted-name.eml").case.contact.name
    assert '"' not in rita
    assert rita.split() == ["Rita", "Moss"]
    files = [file.name for file in send(ours, "mails/30-names.eml").files]
    assert not set("".join(files)) & set(':?<>|*\\/"')
    assert [file.rpartition(".")[2] for file in files] == ["txt", "csv"]
    customers.add(name="Kranbau", domains=("kranbau.example",), by=DESK, at=clock.now())
    ole = send(ours, "mails/19-quotes.eml")
    assert (ole.address, str(ole.case.customer)) == ("ole@kranbau.example", "Kranbau")
    assert "pia@kranbau.example" in shown_at_desk(ours, ole, desk(ours))


def test_one_mail_by_two_routes_is_one(ours: House) -> None:
    first = send(ours, "mails/11-a.eml")
    second = send(ours, "mails/11-b.eml", to="support@localhost")
    assert (Problem.objects.count(), second.message) == (1, None)
    assert len(ours.inbox(first.address)) == 1


def test_an_answer_that_wants_no_answer_is_heard(ours: House) -> None:
    ack = opened(ours, "Gesa Thun <gesa@thun-klinik.example>", "Bed lift")
    case = Case.objects.get()
    fixing.confirm(case, **contact(case))
    sent = send(ours, "mails/04-suppress-answer.eml", answers=ack)
    case.refresh_from_db()
    assert (sent.said.kind, sent.case.pk, case.state) == ("heard", case.pk, "open")
    assert told(case.problem.owner, case.problem)


def test_thanks_and_trouble_opens_it_again(ours: House) -> None:
    ack = opened(ours, "Jan Moor <jan@moor.example>", "Pump")
    case = Case.objects.get()
    fixing.confirm(case, **contact(case))
    send(ours, "mails/15-thanks-but.eml", answers=ack)
    assert Case.objects.get().state == "open"


def test_a_no_to_our_question_stops_its_clock(ours: House) -> None:
    ack = opened(ours, "Ida Moor <ida@moor.example>", "Boiler")
    telling.say_fixed(Problem.objects.get(), text="It is warm again.", **by(ours.ana))
    ours.work()
    send(ours, "mails/15-asked-no.eml", answers=ack)
    ours.later(days=9)  # reminded after two days of ten working hours, lapsed three days later
    subjects = [mail.text for mail in ours.inbox("ida@moor.example")]
    assert Case.objects.get().state not in ("lapsed", "confirmed")
    assert not any("did not hear from you" in text for text in subjects)


def test_a_stranger_on_a_thread_waits_for_the_owners_yes(ours: House) -> None:
    weberei = customers.add(
        name="Weberei Holm", domains=("weberei-holm.example",), by=DESK, at=clock.now()
    )
    asked = ours.mail("Lea Holm <lea@weberei-holm.example>", "Loom 3", "It stands still.")
    ack = acknowledged(ours, "lea@weberei-holm.example")
    case = Case.objects.get()
    fixing.confirm(case, **contact(case))
    before = Entry.objects.count()
    send(ours, "mails/45-stranger.eml", answers=ack, CUSTOMER_MESSAGE_ID=str(asked["Message-ID"]))
    case.refresh_from_db()
    assert case.state == "confirmed"
    assert not Contact.objects.filter(customer=weberei, person__name="Vic Fremd").exists()
    fresh = Entry.objects.order_by("pk")[before:]
    assert not any(entry.actor_id == case.contact_id for entry in fresh)
    page = Client().get(ack.link.partition("localhost")[2].partition("/")[2].join(["/", ""]))
    assert "papers" not in page.content.decode()
    assert told(case.problem.owner, case.problem)
    at_desk = desk(ours).get(f"/problems/{case.problem.ref}/").content.decode()
    assert "Vic Fremd" in at_desk


def test_a_colleague_of_the_customer_speaks_for_herself(ours: House) -> None:
    customers.add(name="Weberei Holm", domains=("weberei-holm.example",), by=DESK, at=clock.now())
    ack = opened(ours, "Lea Holm <lea@weberei-holm.example>", "Loom 3")
    sent = send(ours, "mails/46-colleague.eml", answers=ack)
    eva = sent.said.said_by
    assert eva is not None
    assert eva.name == "Eva Holz"
    assert sent.case.contact.name == "Lea Holm"
    heard = Entry.objects.filter(chain=sent.case.problem.chain_id, code="customer-heard").last()
    assert heard is not None
    assert heard.actor_id == eva.pk


def test_reports_of_what_did_not_arrive_are_told_to_the_owner(ours: House) -> None:
    for name, to_return_path in (
        ("mails/25-forwarded-bounce.eml", False),
        ("real/10-bounce-failed-with-status-4.eml", False),
        ("real/12-bounce-without-the-original.eml", True),
    ):
        ack = opened(ours, f"Rita Moss <{RITA}>", f"Pump {name}")
        problem = ours.problem()
        count = Problem.objects.count()
        Notice.objects.all().delete()
        ours_id = str(ours.inbox(RITA)[-1].message["Message-ID"])
        back = ours.inbox(RITA)[-1].sender if to_return_path else ""
        send(ours, name, to=back, OUR_MESSAGE_ID=ours_id, OURS=ours_id)
        states = set(
            letters_of(Message.objects.filter(case__problem=problem)).values_list(
                "state", flat=True
            )
        )
        assert "bounced" in states, name
        assert Problem.objects.count() == count, name
        assert told(problem.owner, problem), name
        ours.later(hours=2)
        assert ack


def test_a_forward_is_the_customers_own_words(ours: House) -> None:
    sent = send(ours, "real/31-forward-by-a-colleague-with-a-comment.eml")
    client = desk(ours)
    page = shown_at_desk(ours, sent, client)
    assert "Ines Vogt" in page
    action = f"/problems/{sent.case.problem.ref}/cases/{sent.case.pk}/contact/"
    assert client.post(action).status_code == 302
    ours.work()
    letter = acknowledged(ours, "ines@nordbank.example")
    assert "exaggerates" not in letter.text
    shown = Client().get("/" + letter.link.split("/", 3)[3]).content.decode()
    assert "exaggerates" not in shown
    assert "forty people wait" in html.unescape(shown)


def test_a_line_of_spaces_costs_nothing(ours: House) -> None:
    raw = (
        b"From: Rita Moss <rita@client.example>\nTo: help@halden.example\nSubject: spaces\n"
        b"Message-ID: <spaces@client.example>\n\nHello\n" + b" " * 900_000 + b"x\nbye\n"
    )
    assert "bye" in send_raw(ours, raw).text  # it takes minutes where each space costs the rest


def test_every_input_has_its_right_value() -> None:
    """An input that nobody looks at proves nothing."""
    said = Path(__file__).read_text()
    assert [name for name in names() if f'"{name}"' not in said] == []


def test_what_came_adds_up(ours: House) -> None:
    for name in list(WHO_WROTE)[:8]:
        send(ours, name)
    assert not Intake.objects.filter(done_at=None).exists()
    assert FOLDER.exists()
    assert search(Problem.objects.all(), "balance drifts").listed.rows
    assert Follower.objects.count() == 0
    assert Attachment.objects.count() == 0
