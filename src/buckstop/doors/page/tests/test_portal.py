"""The portal: in by a mailed link, each sees what is theirs to see, by address as on lists."""

import re
from email import message_from_bytes
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions.erasing import erase_person
from buckstop.conversations.models import Follower, Message
from buckstop.doors.components.tests.rendered import form_to
from buckstop.doors.page.portal import home
from buckstop.doors.page.portal import inside as portal
from buckstop.doors.page.tests.conftest import Desk
from buckstop.doors.shared.limits import Limit
from buckstop.kit import clock
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.refused import Refused
from buckstop.notices import portal_links
from buckstop.notices.models import LogInMail
from buckstop.notices.sources import LogInMails
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import Written
from buckstop.people.actions import access, contacts, customers
from buckstop.people.models import Access, Contact, Person
from buckstop.people.settings import NAME
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case


class Inside:
    """Somebody's browser in the portal."""

    def __init__(self, person: Person) -> None:
        self.browser = Client(enforce_csrf_checks=True)
        address = person.addresses.get(ended_at=None).email
        at = "/portal/log-in/"
        page = self.send(at, email=address).content.decode()
        if "by mail instead" in page:  # beside a provider of their own
            self.browser.post(at, form_to(page, at, link="yes").filled({"link": "yes"}))
        mail = LogInMail.objects.latest("pk")
        link = f"/portal/in/{portal_links.make(mail.pk, clock.now())}/"
        form = form_to(self.says(link), link)
        came = self.browser.post(link, form.filled({"person": person.pk.hex}))
        assert (came.status_code, came["Location"]) == (302, "/portal/")

    def get(self, at: str) -> Any:
        return self.browser.get(at)

    def says(self, at: str = "/portal/") -> str:
        answer = self.browser.get(at, follow=True)
        return re.sub(r"\s+", " ", answer.content.decode())

    def send(self, at: str, to: str = "", **given: Any) -> Any:
        form = form_to(self.browser.get(at, follow=True).content.decode(), to or at, **given)
        return self.browser.post(to or at, form.filled(given))


@pytest.fixture
def bea(desk: Desk) -> Contact:
    """A colleague of Ines, at Nordbank."""
    return contacts.add(
        desk.nordbank, name="Bea Roth", email="bea@nordbank.example", phone="", by=DESK, at=desk.now
    )


def sees(desk: Desk, contact: Contact, what: Access) -> None:
    access.let_see(contact, sees=what, by=desk.ana.actor(), at=desk.now)


def test_a_link_goes_to_who_is_known_and_lets_in_once(desk: Desk, case: Case):
    browser = Client()
    for address in ("ines@nordbank.example", "nobody@nordbank.example", desk.ana.email):
        said = browser.post("/portal/log-in/", {"email": address})
        assert "If we know" in said.content.decode()
        assert 'href="/portal/log-in/">Another address' in said.content.decode()
    source, rows = LogInMails(), list(Delivery.objects.filter(kind="log-in").order_by("made_at"))
    found = source.find(rows)
    written = source.write([(one, found[one.pk]) for one in rows], desk.now)
    kinds = {one.address: type(written[one.pk]).__name__ for one in rows}
    assert kinds == {
        "ines@nordbank.example": "Written", "nobody@nordbank.example": "NotNeeded",
        desk.ana.email: "NotNeeded",
    }  # fmt: skip
    [letter] = [one.raw for one in written.values() if isinstance(one, Written)]
    assert message_from_bytes(letter)["From"].startswith(NAME.value)
    mail = LogInMail.objects.get(address="ines@nordbank.example")
    link = f"/portal/in/{portal_links.make(mail.pk, desk.now)}/"
    assert browser.get("/portal/")["Location"] == "/portal/log-in/"
    assert "Go on as Ines" in browser.get(link).content.decode()
    assert browser.post(link)["Location"] == "/portal/"
    assert "Transfers fail since nine" in browser.get("/portal/").content.decode()
    other = Client()
    assert (other.get(link).status_code, other.post(link).status_code) == (410, 410)
    desk.later(days=15)
    assert browser.get("/portal/").status_code == 302


def test_an_old_link_opens_nothing(desk: Desk, case: Case):
    browser = Client()
    browser.post("/portal/log-in/", {"email": "ines@nordbank.example"})
    link = f"/portal/in/{portal_links.make(LogInMail.objects.get().pk, desk.now)}/"
    desk.later(minutes=61)
    assert browser.get(link).status_code == 410
    assert browser.post(link).status_code == 410


@pytest.mark.parametrize(
    ("what", "open_one", "confidential"),
    [
        (Access.OWN, False, False),
        (Access.OPEN, True, False),
        (Access.ALL, True, True),
        (Access.ADMINISTRATOR, True, True),
    ],
)
def test_each_sees_what_they_may_by_address_as_on_lists(
    desk: Desk, case: Case, bea: Contact, what: Access, open_one: bool, confidential: bool
):
    secret = desk.write_in("Salaries are wrong")
    stranger = desk.write_in("Printer jams", by=desk.olaf)
    Case.objects.filter(pk=secret.pk).update(confidential=True)
    sees(desk, bea, what)
    inside = Inside(bea.person)
    listed, table = inside.says(), b"".join(inside.get("/portal/cases.csv")).decode()
    for one, may in ((case, open_one), (secret, confidential), (stranger, False)):
        at = f"/portal/cases/{one.pk}/"
        assert (one.title in listed, one.title in table) == (may, may), one.title
        assert inside.get(at).status_code == (200 if may else 404), one.title
        posted = inside.browser.post(f"{at}messages/", {"text": "?"})
        assert posted.status_code in ((403,) if may else (403, 404))  # without a token: 403
    assert Message.objects.filter(text__text="?").count() == 0


def test_ones_own_is_the_page_of_the_link(desk: Desk, case: Case):
    inside = Inside(desk.ines)
    found = inside.get(f"/portal/cases/{case.pk}/")
    assert found["Location"].startswith("/c/")
    page = inside.says(found["Location"])
    assert "Answering as Ines" in page
    assert 'href="/portal/"' in page
    assert desk.page(case).says().count('href="/portal/"') == 1  # who came by a link logs in there
    assert "Your colleagues" not in desk.page(case).says()


def test_a_colleague_reads_and_writes_in_their_own_name_and_no_more(
    desk: Desk, case: Case, bea: Contact
):
    sees(desk, bea, Access.ALL)
    desk.answer(case, "We look at it.")
    fixing.fix(case.problem, by=case.problem.owner.actor(), at=desk.now)
    inside, at = Inside(bea.person), f"/portal/cases/{case.pk}/"
    page = inside.says(at)
    assert "Ines Vogt" in page
    assert "was asked" in page
    for button in ("Solved</button>", "Talk to someone above", "That’s not it", "Not Bea?"):
        assert button not in page
    assert inside.send(at, f"{at}messages/", text="Same in Basel").status_code == 302
    message = Message.objects.get(text__text="Same in Basel")
    assert (message.said_by, message.case) == (bea.person, case)
    assert Follower.objects.get().address == "bea@nordbank.example"
    assert "You" in inside.says(at)
    assert "<strong>Bea Roth</strong>" in desk.page(case).says()
    by = Actor(ActorKind.CONTACT, bea.person_id, case=case.pk)
    with pytest.raises(Refused):
        fixing.confirm(case, by=by, at=desk.now, how="page")


def test_copies_and_what_is_confidential(desk: Desk, case: Case, bea: Contact):
    inside, at = Inside(desk.ines), f"/portal/cases/{case.pk}/"
    assert inside.send(at, f"{at}copies/", person=bea.person_id.hex).status_code == 302
    assert Follower.objects.get().state == "following"
    theirs = Inside(bea.person)  # only what is theirs, and what they follow
    assert "Transfers fail since nine" in theirs.says()
    assert inside.send(at, f"{at}confidentiality/", confidential="yes").status_code == 302
    case.refresh_from_db()
    assert case.confidential
    assert theirs.send(at, f"{at}copies/", stop="yes").status_code == 302
    assert theirs.get(at).status_code == 404
    other = contacts.add(
        desk.nordbank, name="Cleo", email="cleo@nordbank.example", phone="", by=DESK, at=desk.now
    )
    sees(desk, other, Access.OPEN)
    assert Inside(other.person).get(at).status_code == 404


def test_who_speaks_for_another_now_gets_no_copies_of_theirs(desk: Desk, case: Case, bea: Contact):
    inside, at = Inside(desk.ines), f"/portal/cases/{case.pk}/"
    form = form_to(inside.says(at), f"{at}copies/", person=bea.person_id.hex)
    contacts.end(bea, by=DESK, at=desk.now)
    other = customers.add(name="Fjord", by=DESK, at=desk.now)
    contacts.add(
        other, name="Bea Roth", email="bea@nordbank.example", phone="", by=DESK, at=desk.now
    )
    again = inside.browser.post(f"{at}copies/", form.filled({"person": bea.person_id.hex}))
    assert (again.status_code, Follower.objects.exists()) == (404, False)


def test_who_was_in_too_long_ago_sees_on_their_page_what_the_link_shows(
    desk: Desk, case: Case, bea: Contact
):
    inside = Inside(desk.ines)
    assert "Bea Roth" in inside.says(desk.link(case))
    desk.later(days=15)
    page = inside.says(desk.link(case))
    assert ("Answering as Ines" in page, "Bea Roth" in page) == (True, False)


def test_the_table_and_its_times_are_as_its_reader_is_spoken_to(desk: Desk, case: Case):
    terms: dict[str, Any] = {"zone": "Asia/Tokyo", "language": "de", "domains": ()}
    about: dict[str, Any] = {"name": "Nordbank", "manager": None, "note": ""} | terms
    customers.change(desk.nordbank, **about, by=DESK, at=desk.now)
    told = b"".join(Inside(desk.ines).get("/portal/cases.csv")).decode()
    assert told.splitlines()[0].startswith("\ufeffNummer,Titel")
    assert f",offen,{case.problem.owner.public_name},2026-03-02 17:00," in told, told


def test_what_waits_has_pages_too(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(home, "PAGE", 2)
    asked, *others = [desk.write_in(f"Number {n}") for n in (1, 2, 3)]
    fixing.fix(asked.problem, by=asked.problem.owner.actor(), at=desk.now)
    fixing.confirm(others[1], by=Actor(ActorKind.CONTACT, desk.ines.pk), at=desk.now)
    inside = Inside(desk.ines)
    first, second = inside.says(), inside.says("/portal/?page=2")
    assert first.index("Number 1") < first.index("Number 2")
    assert ("Number 3" in first, "page=2" in first) == (False, True)
    assert ("Number 3" in second, "Nothing is open" in second) == (True, False)
    assert re.search(r"solved <time[^>]*>\d\d:\d\d today</time>", second), second  # and when


def test_what_is_done_there_is_counted_and_has_a_size(
    desk: Desk, case: Case, bea: Contact, monkeypatch: pytest.MonkeyPatch, settings: Any
):
    sees(desk, bea, Access.ADMINISTRATOR)
    inside, at = Inside(bea.person), f"/portal/people/{desk.nordbank.pk}/"
    monkeypatch.setattr(portal, "A_PERSON", Limit("test-portal", most=1, seconds=600))
    asked = {"name": "Cleo Marti", "email": "cleo@nordbank.example", "sees": "own"}
    assert inside.send(at, **asked).status_code == 302
    often = inside.send(at, **asked | {"email": "cleo@other.example", "name": "Cleo Two"})
    assert (often.status_code, "That was very often" in often.content.decode()) == (429, True)
    cleo = Contact.objects.get(person__name="Cleo Marti")
    inside.send(at, f"{at}{cleo.pk}/", sees="all")
    assert "That was very often" in inside.says(at)
    cleo.refresh_from_db()
    assert cleo.sees == "own"
    settings.MESSAGE_LIMIT = 2000
    large = inside.send("/portal/new/", text="x" * 3000)
    assert (large.status_code, Case.objects.count()) == (413, 1)
    assert "That is too large" in large.content.decode()


def test_something_new_with_what_is_like_it_before(desk: Desk, case: Case):
    inside = Inside(desk.ines)
    like = inside.says("/portal/new/similar/?text=Transfers+fail+since+ten")
    assert "Transfers fail since nine" in like
    assert "Transfers" not in inside.says("/portal/new/similar/?text=Coffee+machine")
    sent = inside.send("/portal/new/", text="Salaries are wrong\nof March", confidential="on")
    assert sent["Location"] == "/portal/"
    new = Case.objects.get(title="Salaries are wrong")
    assert (new.contact, new.customer, new.confidential) == (desk.ines, desk.nordbank, True)
    assert new.how == "page"
    assert "Salaries are wrong" in inside.says()


def test_an_administrator_lets_their_people_in_and_out(desk: Desk, case: Case, bea: Contact):
    at = f"/portal/people/{desk.nordbank.pk}/"
    assert Inside(bea.person).get(at).status_code == 404
    sees(desk, bea, Access.ADMINISTRATOR)
    inside = Inside(bea.person)
    asked = {"name": "Cleo Marti", "email": "cleo@nordbank.example", "sees": "all"}
    assert inside.send(at, **asked).status_code == 302
    cleo = Contact.objects.get(person__name="Cleo Marti")
    assert (cleo.sees, cleo.customer) == ("all", desk.nordbank)
    theirs = Inside(cleo.person)
    assert "Transfers fail since nine" in theirs.says()
    assert theirs.get(at).status_code == 404
    assert inside.send(at, f"{at}{cleo.pk}/", sees="own").status_code == 302
    assert "Transfers fail since nine" not in theirs.says()
    assert inside.send(at, f"{at}{cleo.pk}/", leave="yes").status_code == 302
    assert theirs.get("/portal/").status_code == 302  # they speak for nobody any more
    mine = f"{at}{bea.pk}/"
    inside.browser.post(mine, {"leave": "yes"})
    bea.refresh_from_db()
    assert bea.ended_at is None
    with pytest.raises(Refused):
        access.let_see(bea, sees="all", by=Actor(ActorKind.CONTACT, desk.olaf.pk), at=desk.now)


def test_where_links_went_is_forgotten_with_who_asked(desk: Desk, case: Case):
    inside = Inside(desk.ines)
    fixing.confirm(case, by=Actor(ActorKind.CONTACT, desk.ines.pk), at=desk.now)
    erase_person(desk.ines, by=DESK, at=desk.now)
    assert LogInMail.objects.get().address == ""
    assert inside.get("/portal/").status_code == 302


def test_its_language_is_chosen_there_too(desk: Desk, case: Case):
    inside = Inside(desk.ines)
    assert inside.send("/portal/", "/portal/language/", language="fr").status_code == 302
    assert '<html lang="fr"' in inside.says()
    assert '<html lang="fr"' in desk.page(case).says()


def test_out_again(desk: Desk, case: Case):
    inside = Inside(desk.ines)
    inside.send("/portal/", "/portal/log-out/")
    assert inside.get("/portal/")["Location"] == "/portal/log-in/"
