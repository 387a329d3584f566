"""Every channel: nothing lost, nothing said twice, whatever the server does in between."""

import json
import socket
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client

from buckstop.auditor.checks import BY_CODE
from buckstop.chat.actions.chats import add_chat
from buckstop.chat.actions.linking import make_code
from buckstop.chat.models import Chat
from buckstop.chat_tools.slack import signed
from buckstop.configuration.actions.choosing import choose
from buckstop.conversations import links
from buckstop.conversations.actions.strangers import see
from buckstop.conversations.models import Doubt, Message
from buckstop.conversations.rendering import reply_address
from buckstop.doors.desk.entrance import BACKEND
from buckstop.doors.desk.tests.filling import send
from buckstop.identity.tests.provider import CLIENT, SECRET, OpenIdProvider
from buckstop.incoming.accounts.client import Folder, Unreachable
from buckstop.incoming.actions.accounts import change_account
from buckstop.incoming.actions.fetching import failed, heard
from buckstop.incoming.actions.probing import send_probes, watch_mail
from buckstop.incoming.actions.reporting import add_case_source
from buckstop.incoming.models import Intake
from buckstop.incoming.settings import PROBES
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.outbox.settings import RELAY_HOST
from buckstop.people.actions import customers, staff
from buckstop.people.actions.access import let_see
from buckstop.people.actions.brands import Terms as BrandTerms
from buckstop.people.actions.brands import add_brand, set_address
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Contact, Person
from buckstop.problems.actions.attending import attend_commitments
from buckstop.problems.actions.fixing import fix
from buckstop.problems.commitments import handoff
from buckstop.problems.models import Case, Problem
from buckstop.signals.actions.receiving import read_signals
from stories.accounts import account_of, read, said, terms
from stories.portal import Colleague, asked_by, comes_in_by
from stories.post import US, Post
from tests.dovecot import Dovecot
from tests.imap_server import FOLDER, ImapServer

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def imap() -> Iterator[ImapServer]:
    server = Dovecot() if Dovecot.is_here() else ImapServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def folder(imap: ImapServer, request: pytest.FixtureRequest) -> str:
    """A folder of its own, so that one server does for all."""
    name = f"{FOLDER}/{request.node.name}"
    with imap.connected(None) as box:
        box.folder.create(name)
    return name


def test_an_account_is_read_from_now_on_whatever_its_flags_say(post: Post, imap, folder):
    imap.put(post.raw("ines@nordbank.example", "Old."), folder=folder)
    account = account_of(post, imap, folder)
    assert read(post, account) == 0
    imap.put(post.raw("ines@nordbank.example", "The pump stands still."), folder=folder)
    with imap.connected(folder) as phone:
        phone.flag(phone.uids(), ["\\Seen"], True)  # somebody opens it
    assert read(post, account) == 1
    assert read(post, account) == 0
    assert said() == ["The pump stands still."]
    with imap.connected(folder) as phone:
        assert len(phone.uids()) == 2  # nothing was taken away


def test_a_message_id_that_comes_again_loses_no_mail(post: Post, imap, folder):
    account = account_of(post, imap, folder, takes_old=True)
    for text in ("Parcel 1 is late.", "Parcel 2 is lost.", "Parcel 3 is wet."):
        raw = post.raw("track@carrier.example", text, message_id="<same@carrier.example>")
        imap.put(raw, folder=folder)
    assert read(post, account) == 3
    assert sorted(said()) == ["Parcel 1 is late.", "Parcel 2 is lost.", "Parcel 3 is wet."]


def test_a_renumbered_folder_brings_nothing_twice_and_loses_nothing(post: Post, imap, folder):
    account = account_of(post, imap, folder, takes_old=True)
    imap.put(post.raw("ines@nordbank.example", "One."), folder=folder)
    assert read(post, account) == 1
    imap.put(post.raw("ines@nordbank.example", "Two.", subject="Valve 9"), folder=folder)
    imap.renumber(folder)
    before = account.uidvalidity
    assert read(post, account) == 1
    account.refresh_from_db()
    assert account.uidvalidity != before
    assert sorted(said()) == ["One.", "Two."]


def test_what_a_fetch_left_out_comes_with_the_next_and_is_known_until_then(
    post: Post, imap, folder, monkeypatch
):
    account = account_of(post, imap, folder, takes_old=True)
    imap.put(*(post.raw("ines@nordbank.example", f"No {n}.", subject=f"S{n}") for n in (1, 2, 3)),
             folder=folder)  # fmt: skip
    whole = Folder.contents

    def without_the_second(self, mails, most):
        yield from (one for one in whole(self, mails, most) if b"No 2." not in one[1])

    monkeypatch.setattr(Folder, "contents", without_the_second)
    assert read(post, account) == 2
    look = BY_CODE["mail-accounts"].look
    assert look(post.world.now) == 0
    post.world.later(minutes=16)
    heard(account, at=post.world.now)
    assert look(post.world.now) == 1  # it stands as a finding until it is there
    monkeypatch.undo()
    assert read(post, account) == 1
    assert sorted(said()) == ["No 1.", "No 2.", "No 3."]
    assert look(post.world.now) == 0


def test_a_connection_cut_between_list_and_mails_loses_nothing(
    post: Post, imap, folder, monkeypatch
):
    account = account_of(post, imap, folder, takes_old=True)
    imap.put(*(post.raw("ines@nordbank.example", f"No {n}.", subject=f"S{n}") for n in (1, 2)),
             folder=folder)  # fmt: skip
    listed = Folder.listed

    def then_cut(self, uids):
        found = listed(self, uids)
        self._box.client.sock.shutdown(socket.SHUT_RDWR)
        return found

    monkeypatch.setattr(Folder, "listed", then_cut)
    with pytest.raises(Unreachable):
        read(post, account)
    monkeypatch.undo()
    assert (read(post, account), read(post, account)) == (2, 0)
    assert sorted(said()) == ["No 1.", "No 2."]


def test_two_accounts_with_the_same_mail_count_once(post: Post, imap, folder):
    mail = post.raw("ines@nordbank.example", "Twice.")
    with imap.connected(None) as box:
        box.folder.create(folder + " too")
    accounts = [account_of(post, imap, one, takes_old=True) for one in (folder, folder + " too")]
    imap.put(b"Received: by a.example\r\n" + mail, folder=folder)
    imap.put(b"Received: by b.example\r\n" + mail, folder=folder + " too")
    assert [read(post, account) for account in accounts] == [1, 1]
    assert said() == ["Twice."]
    assert sorted(Intake.objects.values_list("became", flat=True)) == ["double", "problem"]


def test_an_account_that_is_silent_for_a_quarter_of_an_hour_is_found(post: Post, imap, folder):
    account = account_of(post, imap, folder, secret="wrong")
    with pytest.raises(Unreachable, match=r"(?i)authentication") as refused:
        read(post, account)
    failed(account, str(refused.value), at=post.world.now)
    look = BY_CODE["mail-accounts"].look
    assert look(post.world.now) == 0
    post.world.later(minutes=16)
    assert look(post.world.now) == 1
    right = terms(imap, folder)
    change_account(account, terms=right, by=DESK, at=post.world.now)
    read(post, account)
    account.refresh_from_db()
    assert (look(post.world.now), account.why) == (0, "")


def test_who_writes_to_a_brand_is_answered_in_its_name(post: Post, monkeypatch):
    monkeypatch.setenv("BUCKSTOP_ADDRESSES", "help@localhost, licht@nord.example")
    by: dict[str, Any] = {"by": DESK, "at": post.world.now}
    terms = BrandTerms("Nordlicht", "licht@nord.example", "#7a1f5c", "", "Nordlicht, Bern")
    brand = add_brand(terms=terms, **by)
    set_address("licht@nord.example", brand=brand, language="de", **by)
    post.comes("Rita Rot <rita@kunde.example>", "Es ist dunkel.", to="licht@nord.example")
    case = Case.objects.get()
    [(to, letter)] = post.left
    assert (to, case.brand, case.address) == ("rita@kunde.example", brand, "licht@nord.example")
    assert letter.from_address == "licht@nord.example"
    assert letter.from_name.endswith("Nordlicht")
    assert f"licht+{case.token}@nord.example" in str(letter.reply_to)
    assert "Nordlicht, Bern" in letter.text
    assert "#7a1f5c" in letter.html
    page = Client().get(urlsplit(links.url(case.pk, case.contact_id, post.world.now)).path)
    assert "Nordlicht" in page.content.decode()
    assert "/look/7a1f5c.css" in page.content.decode()
    post.comes("Ines Keller <ines@nordbank.example>", "Pump 5.", subject="Pump 5")
    assert post.left[-1][1].from_address == "help@localhost"
    assert "Nordlicht" not in post.left[-1][1].text


def test_two_desks_that_answer_each_other_stop_and_a_person_is_asked(post: Post):
    post.comes("desk@other.example", "Our line is down.", subject="Line 7 is down")
    case = Case.objects.get()
    told = "Thank you for your message [#{n}]. One of our agents will be with you within 4 hours."
    for n in range(3):
        post.world.later(minutes=1)
        post.comes("desk@other.example", told.format(n=n), to=reply_address(case))
    post.world.later(hours=6)
    attend_commitments(at=post.world.now)
    before = len(post.left)
    post.work()
    assert len(post.left) == before  # that news was missed is a letter of a machine
    assert Case.objects.get().problem.owner is not None
    doubt = Doubt.objects.get()
    assert (doubt.kind, doubt.count) == ("echo", 1)
    browser = Client()
    browser.force_login(post.world.ana, backend=BACKEND)
    page = browser.get(f"/problems/{case.problem.ref}/").content.decode()
    assert "may be answering ours" in page
    see(doubt, by=post.world.ana.actor(), at=post.world.now)
    post.comes("desk@other.example", "It works again, thanks. Ruth", to=reply_address(case))
    assert Doubt.objects.filter(decided_at=None).count() == 0


def test_a_forger_with_a_token_is_kept_apart(post: Post, monkeypatch):
    monkeypatch.setenv("BUCKSTOP_TRUSTED_AUTHENTICATION", "mx.desk.example")
    post.comes("ines@nordbank.example", "The pump stands still.")
    case = Case.objects.get()
    verdict = "Authentication-Results: mx.desk.example; dmarc={} header.from=nordbank.example"
    post.comes("ines@nordbank.example", "Pay here.", verdict.format("fail"), to=reply_address(case))
    forged = Message.objects.get(kind="apart")
    assert "DMARC failed" in forged.remarks
    assert Doubt.objects.get().kind == "stranger"
    post.comes("ines@nordbank.example", "It hums.", verdict.format("pass"), to=reply_address(case))
    assert Message.objects.filter(kind="heard").count() == 2


def slack(chat: Chat, **said: str) -> str:
    """Somebody writes our command in Slack; what they are told there."""
    form = {"team_id": "T1", "user_id": "U1", "user_name": "bruno", **said}
    body = urlencode(form).encode()
    stamp = str(int(clock.now().timestamp()))
    answer = Client().post(
        f"/chat/slack/{chat.pk}/",
        body,
        content_type="application/x-www-form-urlencoded",
        headers={
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signed("a secret", stamp, body),
        },
    )
    return str(json.loads(answer.content)["text"])


def test_what_is_said_in_chat_is_owned_and_what_is_asked_answered_there(post: Post):
    world = post.world
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    chat = add_chat(tool="slack", name="Halden", secrets="a secret", by=DESK, at=world.now)
    assert "know yet who you are" in slack(chat, text="The line is dead", trigger_id="1")
    code = make_code(world.bruno, by=world.bruno.actor(), at=world.now)
    assert "You are Bruno Keller" in slack(chat, text=f"link {code}", trigger_id="2")
    told = slack(chat, text="The line is dead", trigger_id="3")
    problem = Problem.objects.get()
    assert told == slack(chat, text="The line is dead", trigger_id="3")
    assert told.startswith(f"{problem.ref} is raised; Ana Ruiz owns it")
    handoff.offer(problem, to=world.bruno, brief="You know that line.", **by)
    assert "you said yes" in slack(chat, text=f"accept {problem.ref}", trigger_id="4")
    problem.refresh_from_db()
    assert problem.owner == world.bruno


def test_a_form_becomes_a_case_and_who_wrote_hears_of_it(post: Post):
    world = post.world
    mapping = {"identity": "id", "text": "message", "email": "mail", "name": "name"}
    _source, secret = add_case_source(
        name="Web form", mapping=mapping, owner=world.bruno, by=DESK, at=world.now
    )
    sent = {"id": "7", "message": "The pump stands still.", "mail": "ines@nordbank.example",
            "name": "Ines Vogt"}  # fmt: skip
    for one in (sent, sent, {"id": "8", "message": "No address"}):
        assert Client().post(f"/signals/cases/{secret}", urlencode(one), FORM).status_code == 202
    read_signals(at=world.now)
    post.work()
    case = Case.objects.get()
    assert (case.contact, case.customer) == (world.ines, world.nordbank)
    assert [to for to, _mail in post.left] == ["ines@nordbank.example"]
    owned = Problem.objects.get(title="What Web form sends can’t be read")
    assert owned.owner == world.bruno


def test_mail_that_stands_still_is_somebodys_within_a_quarter_of_an_hour(post: Post):
    by: dict[str, Any] = {"by": DESK, "at": post.world.now}
    choose({PROBES: "1", RELAY_HOST: "relay.example"}, on=found_house(**by), **by)
    send_probes(at=post.world.now)
    post.work()
    [(to, probe)] = post.left
    assert to == US
    watch_mail(at=post.world.later(minutes=11))
    problem = Problem.objects.get()
    assert problem.title.startswith(f"Mail to {US} doesn’t arrive")
    assert problem.owner == post.world.ana
    post.comes(US, "late", subject=probe.subject)
    watch_mail(at=post.world.now)
    assert Problem.objects.count() == 1
    assert "Mail moves again." in [one.text.text for one in problem.messages.all() if one.text]


def test_a_customers_people_have_all_of_theirs_in_one_place(post: Post):
    world, people = post.world, f"/portal/people/{post.world.nordbank.pk}/"
    customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
    row = Contact.objects.get(person=world.ines)
    let_see(row, sees="admin", by=world.bruno.actor(), at=world.now)
    ines = Colleague(post, "ines@nordbank.example")
    photo = BytesIO(b"GIF89a;")
    photo.name = "pump.gif"
    ines.send("/portal/new/", text="The pump stands still.", attached=photo)
    ines.send("/portal/new/", text="The door squeaks.")
    ines.send("/portal/new/", text="My own contract.", confidential="on")
    relying = ines.says(f"/portal/promises/{world.nordbank.pk}/")
    assert "first news within 30 minutes, then at least every 4 hours" in relying
    assert "No promise of news has come due yet." in relying
    ines.send(people, name="Bea Roth", email="bea@nordbank.example", sees="open")
    pump, door, own = Case.objects.order_by("pk")
    at, hers = (f"/portal/cases/{one.pk}/" for one in (pump, own))
    bea = Colleague(post, "bea@nordbank.example")
    listed = bea.says()
    assert ("The pump stands still." in listed, "My own contract." in listed) == (True, False)
    assert bea.browser.get(hers).status_code == 404
    assert bea.browser.get(people).status_code == 404
    assert bea.browser.get(f"/portal/promises/{pump.pk}/").status_code == 404
    bea.send(at, "messages/", text="In Basel too.")
    assert "In Basel too." in ines.says(at)
    said_by = Message.objects.get(text__text="In Basel too.").said_by
    assert said_by is not None
    assert said_by.name == "Bea Roth"
    assert pump.followers.get().address == "bea@nordbank.example"
    page = ines.says(at)
    assert "pump.gif" in page
    ines.fill(page, f"{at}copies/", person=Person.objects.get(name="Bea Roth").pk.hex, stop="yes")
    assert pump.followers.get().state != "following"
    ines.send(at, "rank/", rank="1")
    pump.refresh_from_db()
    assert pump.rank == 1
    fix(pump.problem, by=world.ana.actor(), at=world.now)
    assert "Is it solved? One word from you" in ines.says()
    asked = ines.send(at, "word/", word="solved")
    link = ines.browser.get(at)["Location"]
    ines.fill(asked, f"{link}word/", sure="yes", word="solved")
    pump.refresh_from_db()
    assert pump.state == "confirmed"
    assert "The pump stands still." in b"".join(bea.browser.get("/portal/cases.csv")).decode()
    bea_row = Contact.objects.get(person__name="Bea Roth")
    ines.send(people, f"{bea_row.pk}/", leave="yes")
    assert bea.browser.get("/portal/").status_code == 302
    assert door.state == "open"


def test_a_customers_people_come_in_by_their_own_provider(post: Post, theirs: OpenIdProvider):
    world, ada = post.world, Client()
    ada.force_login(
        staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now),
        backend=BACKEND,
    )
    at, page = f"/customers/{world.nordbank.pk}/", f"/portal/provider/{world.nordbank.pk}/"
    let_see(
        customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now),
        sees="admin", by=world.bruno.actor(), at=world.now,
    )  # fmt: skip
    given = {"name": "Nordbank ID", "issuer": theirs.issuer, "client": CLIENT, "secret": SECRET}
    send(ada, f"{at}log-in/new/", **given, domains=["nordbank.example"])
    ada.post(f"{at}log-in/trials/")
    assert "It answers, and knows this desk." in ada.get(at).content.decode()
    ines = comes_in_by(theirs, "Ines Vogt", "ines@nordbank.example")
    ines.send("/portal/new/", text="The pump stands still.")
    nora = comes_in_by(theirs, "Nora Lind", "nora@nordbank.example")
    assert "Who can let you in: Ines Vogt." in nora.told
    world.later(minutes=1)
    ines.send(page, joins="on")
    ines.send(page, "alone/")
    nora = comes_in_by(theirs, "Nora Lind", "nora@nordbank.example")
    nora.send("/portal/new/", text="The door squeaks.")
    listed = nora.says()
    assert ("The door squeaks." in listed, "The pump stands still." in listed) == (True, False)
    assert "The pump stands still." in ines.says()
    assert "by mail instead" not in asked_by("ines@nordbank.example")
    ada.post(f"{at}log-in/links/")
    assert "The pump stands still." in Colleague(post, "ines@nordbank.example").says()
    world.later(minutes=1)
    ada.post(f"{at}log-in/off/")
    assert ines.browser.get("/portal/")["Location"] == "/portal/log-in/"
    assert nora.browser.get("/portal/").status_code == 302
