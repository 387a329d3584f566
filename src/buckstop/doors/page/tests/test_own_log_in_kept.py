"""A customer's own provider is set up, switched off, the only way in; and its sessions end."""

from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions.erasing import erase_customer
from buckstop.doors.page.tests.conftest import Desk
from buckstop.doors.page.tests.own_log_in import (
    IN,
    admin,
    another,
    change,
    come,
    follow,
    is_in,
    leave,
    says,
    terms,
)
from buckstop.doors.page.tests.test_portal import Inside
from buckstop.identity import asking
from buckstop.identity.actions import customer_providers as verbs
from buckstop.identity.actions.contacts_coming_in import come_in_as_contact
from buckstop.identity.models import CustomerProvider
from buckstop.identity.rules import Vouched
from buckstop.identity.tests.provider import CLIENT, SECRET, OpenIdProvider
from buckstop.kit import clock
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.notices import portal_links
from buckstop.notices.models import LogInMail
from buckstop.people.actions import access, contacts, customers
from buckstop.people.models import Access, Contact, Domain
from buckstop.problems.actions import fixing, whose
from buckstop.problems.models import Case


def test_switched_off_its_sessions_are_over_and_stay_so(
    desk: Desk, case: Case, own: CustomerProvider
):
    browser, waiting, link = Client(), Client(), Inside(desk.ines)
    come(browser)
    back = leave(waiting)
    desk.later(minutes=1)
    verbs.switch_customer_provider_off(own, by=admin(desk), at=desk.now)
    assert (is_in(browser), is_in(link.browser)) == (False, True)
    assert waiting.get(back).status_code == 403
    vouched = Vouched("i-1", "ines@nordbank.example", True, "Ines", None)
    with pytest.raises(Refused, match="Nobody comes in by Nordbank now"):  # read before it was off
        come_in_as_contact(own, vouched, at=desk.now)
    assert "If we know" in says(Client().post(IN, {"email": "ines@nordbank.example"}))
    verbs.switch_customer_provider_on(own, by=admin(desk), at=desk.now)
    assert not is_in(browser)
    desk.later(minutes=1)
    come(browser)
    assert is_in(browser)
    verbs.end_customer_provider(own, by=admin(desk), at=desk.now)
    assert not is_in(browser)
    own.refresh_from_db()
    assert own.secret == ""


def test_a_session_by_it_lasts_half_a_day_and_as_long_as_it_speaks_for_the_domain(
    desk: Desk, case: Case, own: CustomerProvider
):
    browser = Client()
    come(browser)
    desk.later(hours=11)
    assert is_in(browser)
    desk.later(hours=2)
    assert not is_in(browser)
    come(browser)
    Domain.objects.filter(name="nordbank.example").update(customer=another(desk))
    assert not is_in(browser)
    Domain.objects.filter(name="nordbank.example").update(customer=desk.nordbank)
    assert is_in(browser)
    desk.later(minutes=1)
    change(own, desk, client="another-client")  # whom it lets in now has to be shown anew
    assert not is_in(browser)


def test_one_that_was_merged_lets_nobody_in(desk: Desk, case: Case, own: CustomerProvider):
    browser = Client()
    come(browser)
    whose.merge(desk.nordbank, into=another(desk), by=desk.ana.actor(), at=desk.now)
    assert not is_in(browser)
    assert "If we know" in says(Client().post(IN, {"email": "ines@nordbank.example"}))


def test_only_by_it_no_mailed_link_opens_theirs_until_an_admin_says_so(
    desk: Desk, case: Case, own: CustomerProvider
):
    other = customers.add(name="Fjord", by=DESK, at=desk.now)
    customers.join(desk.ines, other, on=other, by=DESK, at=desk.now)
    link = Inside(desk.ines)
    bea = contacts.add(
        desk.nordbank, name="Bea", email="bea@mail.example", phone="", by=DESK, at=desk.now
    )
    apart = Inside(bea.person)
    with pytest.raises(Refused, match="Nobody has come in by it yet"):
        verbs.shut_mail_links(own, by=admin(desk), at=desk.now)
    come(Client())
    own.refresh_from_db()
    verbs.shut_mail_links(own, by=admin(desk), at=desk.now)
    assert "Transfers fail" not in link.says()  # she is in for Fjord still
    assert link.get(f"/portal/cases/{case.pk}/").status_code == 404
    assert apart.get("/portal/").status_code == 302
    before = LogInMail.objects.count()
    page = says(Client().post(IN, {"email": "ines@nordbank.example", "link": "yes"}))
    assert ("Go on with Nordbank" in page, "link by mail" in page) == (True, False)
    assert LogInMail.objects.count() == before
    asked = Client().post(IN, {"email": "bea@mail.example"})  # of no domain of theirs
    assert "If we know" in says(asked)
    mailed = f"/portal/in/{portal_links.make(LogInMail.objects.latest('pk').pk, clock.now())}/"
    assert "Go on with Nordbank" in says(apart.browser.get(mailed))
    assert apart.browser.get(f"{IN}with/{own.pk}/").status_code == 302
    verbs.open_mail_links(own, by=admin(desk), at=desk.now)
    assert "Transfers fail" in link.says()
    assert apart.get("/portal/").status_code == 200
    codes = ["mail-links-shut", "mail-links-opened"]
    assert Entry.objects.filter(code__in=codes).count() == 2


def test_their_administrator_sets_it_up_and_nobody_else_of_them(
    desk: Desk, case: Case, there: OpenIdProvider
):
    at = f"/portal/provider/{desk.nordbank.pk}/"
    inside = Inside(desk.ines)
    assert inside.get(at).status_code == 404
    row = Contact.objects.get(person=desk.ines)
    access.let_see(row, sees=Access.ADMINISTRATOR, by=desk.ana.actor(), at=desk.now)
    given = {"name": "Nordbank", "issuer": there.issuer, "client": CLIENT, "secret": "guessed"}
    assert "/portal/log-in/back/" in inside.says(at)
    assert inside.send(at, **given, domains=["nordbank.example"]).status_code == 302
    assert "guessed" not in inside.says(at)
    inside.send(at, f"{at}trial/")
    assert "the client ID or its secret is wrong (invalid_client)" in inside.says(at)
    inside.send(at, secret=SECRET)
    inside.send(at, f"{at}trial/")
    assert "It answers, and knows this desk." in inside.says(at)
    wrong = inside.send(at, issuer="http://nordbank.example")
    assert "Only https:// keeps what it says from others." in says(wrong)
    none = inside.send(at, domains=[])
    assert none.status_code == 422
    assert "Only by it" not in inside.says(at)
    desk.later(minutes=1)
    assert inside.get(follow(inside.browser, inside.says(at)))["Location"] == "/portal/"
    inside.send(at, f"{at}alone/")
    assert "People come in by it alone" in inside.says(at)
    inside.send(at, f"{at}links/")
    assert "A mailed link opens the portal, too." in inside.says(at)
    inside.send(at, f"{at}off/")
    assert not is_in(inside.browser)
    found = CustomerProvider.objects.get()
    stranger = Actor(ActorKind.CONTACT, desk.olaf.pk)
    for by in (stranger, desk.ana.actor()):  # neither theirs nor an admin
        for verb in (
            verbs.switch_customer_provider_on, verbs.switch_customer_provider_off,
            verbs.shut_mail_links, verbs.open_mail_links, verbs.end_customer_provider,
        ):  # fmt: skip
            with pytest.raises(Refused, match="Only an admin here"):
                verb(found, by=by, at=desk.now)
        with pytest.raises(Refused, match="Only an admin here"):
            verbs.change_customer_provider(found, terms=terms(there), by=by, at=desk.now)
        with pytest.raises(Refused, match="Only an admin here"):
            verbs.add_customer_provider(desk.nordbank, terms=terms(there), by=by, at=desk.now)


def test_it_speaks_for_no_domain_that_isnt_theirs(
    desk: Desk, own: CustomerProvider, there: OpenIdProvider
):
    customers.add(name="Fjord", domains=("fjord.example",), by=DESK, at=desk.now)
    with pytest.raises(Refused, match="no domain of this customer"):
        change(own, desk, domains=["fjord.example"])
    CustomerProvider.objects.update(domains=["nordbank.example", "fjord.example"])
    there.person["email"] = "olaf@fjord.example"
    assert "Only addresses of nordbank.example" in says(come(Client()))


def test_only_public_addresses_are_called_and_not_for_long(
    desk: Desk, own: CustomerProvider, there: OpenIdProvider, settings: Any,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    at = f"/portal/log-in/with/{own.pk}/"
    settings.PUSH_PRIVATE_HOSTS = []
    told = says(Client().get(at))
    assert "127.0.0.1 has no public address, and others aren’t called." in told
    settings.PUSH_PRIVATE_HOSTS = ["127.0.0.1"]
    described = there.description()
    inner = {**described, "token_endpoint": "https://10.0.0.1/token"}
    with monkeypatch.context() as patch:
        patch.setattr(there, "description", lambda: inner)
        assert "10.0.0.1 has no public address" in says(come(Client()))
    with monkeypatch.context() as patch:
        patch.setattr(asking, "LONGEST", -1)
        assert "didn’t answer in" in says(Client().get(at))
    with monkeypatch.context() as patch:
        patch.setattr(asking, "AT_A_TIME", 0)
        assert "Many log in by it at this moment" in says(Client().get(at))
    assert not asking._waiting
    CustomerProvider.objects.update(issuer="http://127.0.0.1:9")
    assert "127.0.0.1 can’t be reached from here." in says(Client().get(at))


def test_it_is_forgotten_with_its_customer(desk: Desk, case: Case, own: CustomerProvider):
    fixing.confirm(case, by=Actor(ActorKind.CONTACT, desk.ines.pk), at=desk.now)
    erase_customer(desk.nordbank, by=DESK, at=desk.now)
    own.refresh_from_db()
    assert (own.name, own.issuer, own.client, own.secret, own.domains) == ("", "", "", "", [])
    assert Client().get(f"/portal/log-in/with/{own.pk}/").status_code == 404
