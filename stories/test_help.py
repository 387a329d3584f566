"""Help from outside: a supplier stays silent, plan B begins, and their late answer still lands."""

from datetime import timedelta
from typing import Any

from django.test import Client

from buckstop.conversations import links as of_customers
from buckstop.doors.components.tests.rendered import form_to
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.problems.models import Case
from buckstop.suppliers.actions.asking import Wanted, ask_supplier
from buckstop.suppliers.actions.people import Reached, add_person
from buckstop.suppliers.actions.silence import tell_plan_b
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.models import Ask, SupplierPerson
from buckstop.suppliers.rules.checks import Post, Terms
from buckstop.suppliers.scorecard import card
from stories.house import House

INES = "Ines Vogt <ines@nordbank.example>"
ROLF, NIGHT = "rolf@fjordnet.example", "night@fjordnet.example"
SECRETS = ("Fjordnet", "Rolf", "supplier’s part", "Send a router", "silent")


def suppliers_people(house: House) -> SupplierPerson:
    """Fjordnet: Rolf is asked, the night line is turned to after two hours."""
    by: dict[str, Any] = {"by": DESK, "at": clock.now()}
    fjordnet = add_supplier(terms=Terms(name="Fjordnet", answers_slowed=240), **by)
    night = Post(post="Night line", turn_to_after=120, always=True)
    add_person(fjordnet, who=Reached(name="Nora Lie", email=NIGHT), post=night, **by)
    return add_person(fjordnet, who=Reached(name="Rolf Huber", email=ROLF), post=Post(), **by)


def customers_page(case: Case) -> str:
    """What Ines reads; nothing of a supplier, at any moment."""
    url = f"/c/{of_customers.make(case.pk, case.contact_id, clock.now())}/"
    answer = Client().get(url)
    assert answer.status_code == 200
    text = words(answer)
    assert not [secret for secret in SECRETS if secret in text]
    return text


def test_a_supplier_stays_silent_and_answers_late(house: House):
    house.mail(INES, "Our branch is offline", "Since nine nobody there can work.")
    case, rolf = Case.objects.select_related("problem__owner").get(), suppliers_people(house)
    due = clock.now() + timedelta(hours=4)
    wanted = Wanted(
        what="Is the line to the branch down on your side?", why="A branch stands still.",
        due=due, plan_b="Send a router with a mobile card.", plan_b_at=due,
    )  # fmt: skip
    ask = ask_supplier(case.problem, of=rolf, wanted=wanted, by=house.ana.actor(), at=clock.now())
    house.work()
    [asked] = house.inbox(ROLF)
    said = asked.message.get_content()
    assert "A branch stands still." in said
    assert "Nordbank" not in said
    assert "Ines" not in said
    assert "Our branch is offline" not in str(asked.message)
    customers_page(case)

    house.mail(
        "Fjordnet <noreply@fjordnet.example>", "[#4711] We have your request", "Thank you.",
        answers=asked, headers={"Auto-Submitted": "auto-replied"},
    )  # fmt: skip
    house.later(hours=2, minutes=1)
    [reminder] = house.inbox(NIGHT)
    assert reminder.message["Subject"].startswith("Re: [#4711] P-")
    assert len(house.inbox(ROLF)) == 1, "no robot got an answer"
    customers_page(case)

    house.later(hours=2)
    fresh = Ask.objects.select_related("plan_b_step__debtor", "commitment").get(pk=ask.pk)
    step = fresh.plan_b_step
    assert step is not None
    assert (step.debtor, fresh.missed_at is not None) == (house.ana, True)
    customers_page(case)
    told = "We now send a router with a mobile card."
    tell_plan_b(step, what=told, by=house.ana.actor(), at=clock.now())
    assert told in customers_page(case)

    house.later(hours=1)
    late_answer(house.inbox(ROLF)[-1].message.get_content())
    house.work()
    fresh = Ask.objects.select_related("commitment__answer", "supplier").get(pk=ask.pk)
    assert str(fresh.commitment.answer) == "A card of ours failed; it is changed."
    customers_page(case)
    total = card(fresh.supplier, clock.now()).total
    assert (total.asked, total.decided, total.in_time, total.missed) == (1, 1, 0, 1)
    assert total.as_promised.happened == 0
    assert list(verify()) == []


def late_answer(mail: str) -> None:
    """Rolf opens the link of the mail, and says that it is done."""
    url = "/s/" + mail.split("/s/")[1].split("/")[0] + "/"
    browser = Client()
    form = form_to(browser.get(url).content.decode(), f"{url}done/")
    said = form.filled({"text": "A card of ours failed; it is changed."})
    assert browser.post(form.action, said).status_code == 302
