"""Making it right from the desk: within limits in one sheet, beyond them by a yes."""

import json
from email import message_from_bytes
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.models import Message
from buckstop.doors.components.tests.rendered import form_to
from buckstop.doors.desk.pages.remedies.data import of_customers, totals
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.kit import clock
from buckstop.ledger import following
from buckstop.ledger.actor import DESK
from buckstop.notices.models import Notice
from buckstop.notices.queries import answered_at
from buckstop.notices.writing import write_notices
from buckstop.people.actions.customers import add
from buckstop.people.models import Person
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World
from buckstop.remedies import links
from buckstop.remedies.models import Authority, Remedy
from buckstop.remedies.tests.conftest import limits
from buckstop.webhooks.tests.conftest import endpoint_of, receiving, send, settled

__all__ = ["settled"]

SAID = {
    "happened": "I’m sorry: we lost your order.", "did": "We found it.",
    "changes": "Orders are read back.", "why_now": "", "what": "",
}  # fmt: skip


@pytest.fixture
def case(world: World) -> Case:
    limits(world, world.ana, 200, 300, 500)
    limits(world, world.carla, 5_000, 5_000, 50_000)
    return reported(world)


def sheet_of(case: Case) -> str:
    return f"/problems/{case.problem.ref}/cases/{case.pk}/remedies/"


def posted(client: Client, case: Case, world: World, **more: Any) -> Any:
    due = world.now.replace(hour=16).isoformat()
    said = SAID | {"kind": "credit", "amount": "120", "debtor": str(world.zed.pk), "by": "other"}
    said |= {"by_other": due[:16]} | more
    return client.post(sheet_of(case), said, headers={"HX-Request": "true"})


def test_the_sheet_says_what_is_within_her_limits(world: World, ana: Client, case: Case):
    said = words(ana.get(f"{sheet_of(case)}new/"))
    assert "Within your limits: €0 of €500 this month, up to €200 a case." in said
    assert "beyond" not in said


def test_within_her_limits_one_press_gives_it(world: World, ana: Client, case: Case):
    posted(ana, case, world)
    assert Remedy.objects.get().granted_by == world.ana
    assert "Credit of €120 for Nordbank." in words(ana.get(f"/problems/{case.problem.ref}/"))
    assert "€120 of €500 this month" in words(ana.get(f"{sheet_of(case)}new/"))


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("1.200", "That can be read in two ways: write 1200 or 1.20."),
        ("-5", "An amount is more than nothing: leave out the minus."),
        ("5 USD", "Amounts are in EUR here."),
        ("9" * 20, "That is more than anybody could give: look at it again."),
        ("lots", "Write an amount, such as 120 or 12.50."),
        ("", "Write how much."),
        ("600", "It is beyond your limit for one case."),
    ],
)
def test_what_is_wrong_with_an_amount_is_said(
    world: World, ana: Client, case: Case, amount: str, says: str
):
    assert says in words(posted(ana, case, world, amount=amount))
    assert not Remedy.objects.exists()


def test_beyond_them_carla_says_yes_from_her_work(
    world: World, ana: Client, seat: Seat, case: Case
):
    posted(ana, case, world, amount="600", beyond="ask")
    remedy = Remedy.objects.get()
    carla = seat(world.carla)
    assert "They wait for your yes." in words(carla.get("/"))
    at = f"/problems/{case.problem.ref}/commitments/{remedy.approval_id}/grants/"
    said = words(carla.get(f"{at}new/"))
    assert "Credit of €600 for Nordbank. It is beyond their limit for one case, €200." in said
    assert "Orders are read back." in said
    carla.post(at, {"amount": "400"})
    remedy.refresh_from_db()
    assert (remedy.amount, remedy.granted_by) == (40_000, world.carla)
    assert Message.objects.filter(case=case, kind="reply", said_by=world.ana).exists()


def test_who_says_yes_reads_what_was_given_before(
    world: World, ana: Client, client: Client, seat: Seat, case: Case
):
    posted(ana, case, world, amount="100")
    posted(ana, case, world, amount="600", beyond="ask")
    remedy = Remedy.objects.get(approval__isnull=False)
    at = f"/problems/{case.problem.ref}/commitments/{remedy.approval_id}/grants/new/"
    link = links.url(remedy.pk, world.carla.pk, world.now)
    for said in (words(seat(world.carla).get(at)), words(client.get("/" + link.split("/", 3)[3]))):
        assert "Something was made right for Nordbank once before. It came to €100." in said
        assert "How much, in EUR" in said


def test_a_no_says_why(world: World, ana: Client, seat: Seat, case: Case):
    posted(ana, case, world, amount="600", beyond="ask")
    remedy = Remedy.objects.get()
    at = f"/problems/{case.problem.ref}/commitments/{remedy.approval_id}/remedy-refusals/"
    seat(world.carla).post(at, {"reason": "Offer a replacement."})
    remedy.refresh_from_db()
    assert not remedy.is_waiting
    assert "Offer a replacement." in words(ana.get(f"/problems/{case.problem.ref}/"))


def test_in_good_faith_it_is_given_and_backed(world: World, ana: Client, seat: Seat, case: Case):
    said = words(posted(ana, case, world, amount="600", beyond="now"))
    assert "Say what can’t wait" in said
    posted(ana, case, world, amount="600", beyond="now", why_now="Their payroll runs")
    carla = seat(world.carla)
    assert "Their payroll runs" in words(carla.get("/remedies/?month=2026-03"))
    carla.post(f"/remedies/{Remedy.objects.get().pk}/backing/")
    assert "Backed by Carla Roth." in words(carla.get("/remedies/?month=2026-03"))
    page = words(carla.get("/remedies/?month=2026-03"))
    assert "By what let it happen No cause named yet once, €600" in page
    assert "Zed Novak owes it." in page
    file = b"".join(carla.get("/remedies/list.csv?month=2026-03").streaming_content)  # type: ignore[attr-defined]
    assert b",60000,EUR,Ana Ruiz,Ana Ruiz,Zed Novak owes it." in file
    assert words(carla.get("/remedies/?month=rubbish"))
    assert ana.get("/remedies/").status_code == 404


def test_limits_are_set_by_who_administers(world: World, ana: Client, seat: Seat):
    assert "Nobody has limits yet" in words(ana.get("/limits/"))
    gil = world.hire("Gil Berg", "admin")
    asked = {"kinds": ["credit"], "per_case": "100", "per_customer": "200", "per_month": "1000"}
    wrong = asked | {"holder": "role:front line", "per_customer": "50"}
    assert "less than in one case" in words(
        seat(gil).post("/limits/additions/", wrong, headers={"HX-Request": "true"})
    )
    seat(gil).post("/limits/additions/", asked | {"holder": "role:front line"})
    said = words(ana.get("/limits/"))
    assert "Everybody: Front line Credit Up to €100 in one case, €200 to one customer" in said
    assert ana.post("/limits/additions/", asked).status_code == 404
    seat(gil).post(f"/limits/{Authority.objects.get().pk}/end/")
    assert "Nobody has limits yet" in words(ana.get("/limits/"))


def test_a_yes_to_what_stands_there_needs_no_typing(
    world: World, ana: Client, seat: Seat, case: Case
):
    posted(ana, case, world, amount="1 200.50", beyond="ask")
    remedy = Remedy.objects.get()
    carla = seat(world.carla)
    at = f"/problems/{case.problem.ref}/commitments/{remedy.approval_id}/grants/"
    form = form_to(carla.get(f"{at}new/").content.decode(), at)
    carla.post(at, form.filled({}))
    remedy.refresh_from_db()
    assert (remedy.amount, remedy.granted_by) == (120_050, world.carla)


def test_from_the_mail_a_link_shows_it_and_only_a_post_says_yes(
    world: World, ana: Client, client: Client, case: Case
):
    posted(ana, case, world, amount="600", beyond="ask")
    remedy = Remedy.objects.get()
    while following.drain(at=world.now):
        pass
    notices = list(Notice.objects.filter(person=world.carla))
    link = answered_at(notices, world.now)[notices[0].pk]
    mail = message_from_bytes(write_notices(remedy.pk, "c@desk.example", notices, world.now))
    assert link in str(mail.get_payload(decode=True))
    at = "/" + link.split("/", 3)[3]
    assert "Credit of €600 for Nordbank." in words(client.get(at))
    assert Remedy.objects.get().is_waiting, "a scanner opens links"
    carla = Person.objects.filter(pk=world.carla.pk)
    carla.update(reads_in="de")
    german = client.get(at, headers={"Accept-Language": "en"})
    assert "Ja, geben" in words(german)
    private = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "same-origin"}
    assert private.items() <= german.headers.items()
    carla.update(reads_in="")
    forged = f"{at[:-2]}{'y' if at[-2] == 'x' else 'x'}/"
    assert client.get(forged).status_code == 404
    assert "fill this in" in words(client.post(at, {"says": "no", "reason": " "}))
    assert "Yes: their letter is on its way." in words(
        client.post(at, {"says": "yes", "amount": "500"})
    )
    remedy.refresh_from_db()
    assert (remedy.amount, remedy.granted_by) == (50_000, world.carla)
    assert "It was given." in words(client.post(at, {"says": "no", "reason": "Too late"}))
    with clock.set_to(world.later(days=8)):
        assert client.get(at).status_code == 404


def test_the_mail_asks_for_a_yes_to_what_has_no_amount(
    world: World, ana: Client, client: Client, case: Case
):
    posted(ana, case, world, kind="replacement", what="A router", amount="", beyond="ask")
    remedy = Remedy.objects.get()
    at = "/" + links.url(remedy.pk, world.carla.pk, world.now).split("/", 3)[3]
    assert "Replacement: A router for Nordbank." in words(client.get(at))
    assert "Yes: their letter is on its way." in words(client.post(at, {"says": "yes"}))


def test_customers_of_one_name_and_currencies_are_not_added_up(world: World, case: Case):
    other = add(name="Nordbank", by=DESK, at=world.now)
    given = [
        Remedy(case=Case(customer=of, contact=world.ines), kind="credit", amount=amount, currency=c)
        for of, amount, c in (
            (world.nordbank, 100, "EUR"), (other, 900, "CHF"), (other, 200, "EUR"),
        )
    ]  # fmt: skip
    lines = of_customers(given)
    assert [(one.count, one.money, one.url.split("/")[2]) for one in lines] == [
        (2, "CHF9, €2", str(other.pk)), (1, "€1", str(world.nordbank.pk)),
    ]  # fmt: skip
    assert [(kind, str(one)) for kind, one in totals(given)] == [("Credit", "CHF9, €3")]


def test_what_was_given_reaches_the_books(
    world: World, ana: Client, case: Case, settings: Any, settled: None
):
    """A program of the accounts hears of each, with all that it books: once, and signed."""
    settings.PUSH_PRIVATE_HOSTS = ["127.0.0.1"]
    with receiving() as books:
        endpoint_of(world, books, "remedy-granted")
        send(world)
        posted(ana, case, world)
        for _twice in range(2):
            send(world)
        [_ping, (headers, body)] = books.got
    said, remedy = json.loads(body), Remedy.objects.get()
    assert "webhook-signature" in headers
    assert (said["type"], said["data"]["problem"]) == ("remedy-granted", case.problem.ref)
    fields = said["data"]["fields"]
    booked = [fields[name] for name in ("remedy", "kind", "amount", "currency")]
    assert booked == [remedy.pk.hex, "credit", 12_000, "EUR"]
    assert said["data"]["by"]["name"] == "Ana Ruiz"
