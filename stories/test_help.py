"""Help from everywhere: a supplier stays silent, Ana makes it right, an account manager hears first
and carries the news, and a lesson of one is offered to another."""

from datetime import timedelta
from re import findall
from time import monotonic
from typing import Any

from django.test import Client
from playwright.sync_api import Page, expect

from buckstop.conversations import links as of_customers
from buckstop.doors.components.tests.rendered import form_to, forms_in
from buckstop.doors.desk.entrance import BACKEND
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock
from buckstop.ledger import following
from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.people.models import Person
from buckstop.problems.actions import fixing
from buckstop.problems.actions.understandings import change_hurt
from buckstop.problems.models import Case, Problem
from buckstop.relationships.tests.faces import has_relationship
from buckstop.remedies.actions.limits import UpTo, give_authority
from buckstop.remedies.models import Remedy, RemedyKind
from buckstop.suppliers.actions.asking import Wanted, ask_supplier
from buckstop.suppliers.actions.people import Reached, add_person
from buckstop.suppliers.actions.silence import tell_plan_b
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.models import Ask, SupplierPerson
from buckstop.suppliers.rules.checks import Post, Terms
from buckstop.suppliers.scorecard import card
from stories.desk import Desk
from stories.house import House
from stories.post import Post as Mails

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


def read_by_customer(case: Case) -> str:
    """The page of a case, by its link."""
    url = f"/c/{of_customers.make(case.pk, case.contact_id, clock.now())}/"
    answer = Client().get(url)
    assert answer.status_code == 200
    return words(answer)


def customers_page(case: Case) -> str:
    """What Ines reads; nothing of a supplier, at any moment."""
    text = read_by_customer(case)
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


APOLOGY = (
    "I’m sorry: we lost your order.",
    "We found it again and it left this morning.",
    "Orders are read back from now on.",
)


KEYS = 20
"""So few presses, besides the words of the letter, take a credit from a problem's page to its
customer: 15 seconds, at half a second each and five to think."""


def may_give(person: Person, euros: int) -> None:
    up_to = UpTo("EUR", euros * 100, euros * 100, euros * 100)
    give_authority(person=person, kinds=RemedyKind.values, up_to=up_to, by=DESK, at=clock.now())


class Keys:
    """A keyboard, and how many keys were pressed on it that aren't words of the letter."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed, self.since = page, 0, monotonic()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.pressed += len(keys)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.pressed += len(words)


def fill(page: Page, amount: str) -> Keys:
    """From the problem's page to a sheet with all that it asks for, by keyboard alone."""
    page.wait_for_load_state()
    keys = Keys(page)
    keys.press("Control+k")
    expect(page.locator("#palette input")).to_be_focused()
    keys.type("right")
    expect(page.locator("#palette-list [role=option]").first).to_contain_text("Make it right")
    keys.press("Enter")
    sheet = page.locator("dialog[open]")
    expect(sheet.get_by_role("radio", name="Apology")).to_be_focused()
    keys.press("ArrowDown")  # to *Credit*
    for one in APOLOGY:
        keys.press("Tab")
        page.keyboard.insert_text(one)
    keys.press("Tab")
    keys.type(amount)
    keys.press("Tab")
    keys.type("Zed")
    return keys


def test_within_limits_at_once_and_beyond_them_by_a_yes(house: House, record_property: Any):
    house.mail(INES, "The order is lost", "It was to be here on Monday.")
    ref = house.problem().ref
    elena = house._hire("Elena Brandt", "executive")
    for person, euros in ((house.ana, 200), (house.bruno, 50), (elena, 1_000)):
        may_give(person, euros)
    ana = Desk(house.at_desk(house.ana))
    ana.open(ref)
    keys = fill(ana.page, "120")
    sheet = ana.page.locator("dialog[open]")
    expect(sheet.get_by_text("Within your limits: €0 of €200 this month")).to_be_visible()
    keys.press("Control+Enter")
    expect(sheet).to_have_count(0)
    assert keys.pressed <= KEYS
    seconds = monotonic() - keys.since
    said = f"{keys.pressed} keys besides the words of the letter, {seconds:.1f} s"
    record_property("a credit by keyboard", said)
    print(f"A credit within limits by keyboard: {said}")
    house.work()
    letter = house.inbox("ines@nordbank.example")[-1]
    assert "we lost your order" in letter.text
    assert "Credit of €120" in letter.text
    two_at_once(house, ref)
    bruno_asks(house, ref)
    elena_says_yes_on_her_phone(house, elena)
    page = house.on_phone(house.inbox("ines@nordbank.example")[-1].link)
    expect(page.get_by_text("Credit of €500 for Nordbank.")).to_be_visible()
    assert list(verify()) == []


def two_at_once(house: House, ref: str) -> None:
    """Eighty are left, and Ana sends that twice, from two windows: one is refused at the limit."""
    windows = [Desk(house.at_desk(house.ana)) for _ in range(2)]
    for window in windows:
        window.open(ref)
        fill(window.page, "80")
    for window in windows:
        window.page.keyboard.press("Control+Enter")
    refused = "It is beyond your limit for one case."
    for window in windows:
        sheet = window.page.locator("dialog[open]")
        expect(sheet.get_by_text(refused).or_(window.page.locator(".toast")).first).to_be_visible()
    stopped = [one for one in windows if one.page.get_by_text(refused).count()]
    assert len(stopped) == 1
    given = Remedy.objects.filter(asked_by=house.ana, granted_at__isnull=False)
    amounts = given.order_by("amount").values_list("amount", flat=True)
    assert list(amounts) == [8_000, 12_000]


def bruno_asks(house: House, ref: str) -> None:
    """What he would give is beyond his limits: nothing leaves before somebody says yes."""
    bruno = Desk(house.at_desk(house.bruno))
    bruno.open(ref)
    fill(bruno.page, "600").press("Control+Enter")
    sheet = bruno.page.locator("dialog[open]")
    expect(sheet.get_by_text("It is beyond your limit for one case.")).to_be_visible()
    sheet.get_by_role("radio", name="Ask for a yes").check()
    bruno.send(sheet, "Give it")
    house.work()
    assert "€600" not in house.inbox("ines@nordbank.example")[-1].text


def elena_says_yes_on_her_phone(house: House, elena: Person) -> None:
    """Yes, but: another amount than she was asked for."""
    desk = Desk(house.at_desk(elena))
    desk.page.set_viewport_size({"width": 390, "height": 800})
    desk.page.goto("/")
    expect(desk.page.get_by_text("They wait for your yes.")).to_be_visible()
    sheet = desk.sheet("Yes")
    expect(sheet.get_by_text("we lost your order")).to_be_visible()
    sheet.get_by_label("How much").fill("500")
    desk.send(sheet, "Yes, give it")
    house.work()
    assert "Credit of €500" in house.inbox("ines@nordbank.example")[-1].text


def at_desk(person: Person) -> Client:
    """A browser in which somebody is logged in."""
    browser = Client()
    browser.force_login(person, backend=BACKEND)
    return browser


def press(browser: Client, page: str, noun: str, **given: Any) -> str:
    """Send the form of a page that leads to a noun; returns what the next page says."""
    shown = browser.get(page).content.decode()
    [action] = {form.action for form in forms_in(shown) if form.action.endswith(noun)}
    form = form_to(shown, action, **given)
    answer = browser.post(action, form.filled(given))
    assert answer.status_code == 302, words(answer)
    return words(browser.get(answer["Location"]))


def told() -> None:
    while following.drain(at=clock.now()):
        pass


def test_an_account_manager_hears_first_and_carries_the_news(post: Mails):
    world = post.world
    bea_frey = world.hire("Bea Frey", "front line")
    has_relationship(world, bea_frey)
    post.comes("Ines Vogt <ines@nordbank.example>", "Since nine nothing goes out.")
    case = Case.objects.select_related("problem").get()
    change_hurt(case.problem, hurts=2, by=world.ana.actor(), at=clock.now())
    told()
    bea, ana, page = at_desk(bea_frey), at_desk(world.ana), f"/problems/{case.problem.ref}/"
    assert "Something stops a customer of yours" in words(bea.get("/notices/"))

    assert "Ana Ruiz is asked." in press(bea, f"{page}carrying/new/", "carrying/", why="At two.")
    told()
    assert "Bea Frey offers to carry the next news" in words(ana.get(page))
    assert "They would tell the customers themselves." in words(ana.get("/"))
    assert "Bea Frey owes the next news now." in press(ana, page, "/acceptance/")

    assert "Next news from Bea" in read_by_customer(case)
    assert "You owe an update." in words(bea.get("/"))
    text = "I spoke with Ines: transfers go out again. I will check the old ones next."
    press(bea, page, "/updates/", text=text)
    said = read_by_customer(case)
    assert "transfers go out again" in said
    assert "Next news from Ana" in said


def test_a_lesson_written_by_one_is_offered_to_another_on_the_like_problem(post: Mails):
    world = post.world
    post.comes("Ines Vogt <ines@nordbank.example>", "Nothing goes out.", subject="Transfers fail")
    case = Case.objects.select_related("problem").get()
    fixing.fix(case.problem, by=world.ana.actor(), at=clock.now())
    ana, bruno = at_desk(world.ana), at_desk(world.bruno)
    lines = {"looked_like": "Pending", "was": "A full disk", "do_first": "Look at the disks"}
    page = f"/problems/{case.problem.ref}/"
    assert "A colleague reviews it." in press(ana, f"{page}lesson/new/", "lesson/", **lines)
    assert "It holds" not in words(ana.get("/lessons/"))
    assert "it is offered on problems like it" in press(bruno, "/lessons/", "/review/")

    post.comes("Olaf Lund <olaf@fjord.example>", "Since ten.", subject="Transfers fail again")
    other = Problem.objects.exclude(pk=case.problem_id).get()
    asked = bruno.get(f"/problems/{other.ref}/").content.decode()
    assert f'hx-get="/problems/{other.ref}/lessons/"' in asked
    said = words(bruno.get(f"/problems/{other.ref}/lessons/", HTTP_HX_REQUEST="true"))
    assert "Learnt before Look at the disks A full disk P-" in said
    assert "stays for another year" in press(
        bruno, f"/problems/{other.ref}/lessons/", "/usefulness/"
    )
    told = press(bruno, f"/problems/{other.ref}/thanks/new/?to={world.ana.pk}", "/thanks/",
                 to=str(world.ana.pk), text="Your lesson saved me an hour.")  # fmt: skip
    assert "Ana Ruiz hears of it." in told
    assert "Your lesson saved me an hour." in words(ana.get("/thanks/"))
    carla = at_desk(world.carla)
    assert "saved me an hour" not in words(carla.get("/thanks/"))
    [sheet] = findall(r'href="(/thanks/[^"]+/new/)"', ana.get("/thanks/").content.decode())
    shown = press(ana, sheet, "/readers/", to=str(world.carla.pk))
    assert "You showed it to Carla Roth." in shown
    assert "saved me an hour" in words(carla.get("/thanks/"))
