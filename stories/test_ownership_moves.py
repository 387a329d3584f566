"""4. Ownership is offered and accepted, taken, and handed back; Ines says nothing twice."""

from playwright.sync_api import expect

from stories.desk import Desk
from stories.house import House
from stories.test_mail_becomes_owned import INES, WORDS

INES_AT = "ines@nordbank.example"


def offered_to_bruno(house: House) -> Desk:
    """Ana has written to Ines, and offers the problem to Bruno."""
    house.mail(INES, "Transfers fail since nine", WORDS)
    ana = Desk(house.at_desk(house.ana))
    ana.open(house.problem().ref)
    ana.update("We are on it.")
    ana.open(house.problem().ref)
    sheet = ana.sheet("Offer to…")
    sheet.get_by_label("Offer to").select_option(label="Bruno Okafor")
    sheet.get_by_label("What they must know").fill("The queue is stuck; the supplier is awake.")
    ana.send(sheet, "Offer")
    house.work()
    return ana


def test_bruno_accepts_and_ines_is_told(house: House) -> None:
    offered_to_bruno(house)
    assert house.problem().owner == house.ana

    bruno = Desk(house.at_desk(house.bruno))
    bruno.page.goto("/")
    expect(bruno.page.get_by_text("Accept or decline").first).to_be_visible()
    bruno.press("Accept")
    house.work()
    assert house.problem().owner == house.bruno
    told = house.inbox(INES_AT)[-1].text
    assert told.splitlines()[0] == "Bruno Okafor owns this now at Halden IT."
    assert "need not say anything twice" in told
    tenures = list(house.problem().tenures.order_by("starts_at"))
    assert [t.person for t in tenures] == [house.ana, house.bruno]
    assert tenures[0].ends_at == tenures[1].starts_at


def test_declined_or_not_answered_is_as_if_not_offered(house: House) -> None:
    offered_to_bruno(house)
    mails = len(house.inbox(INES_AT))
    bruno = Desk(house.at_desk(house.bruno))
    bruno.open(house.problem().ref)
    sheet = bruno.sheet("Decline")
    sheet.get_by_label("Why").fill("I am with Seebad until noon.")
    bruno.send(sheet, "Decline")
    assert house.problem().owner == house.ana

    ana = Desk(house.at_desk(house.ana))
    ana.open(house.problem().ref)
    sheet = ana.sheet("Offer to…")
    sheet.get_by_label("Offer to").select_option(label="Carla Mendes")
    sheet.get_by_label("What they must know").fill("Bruno is busy.")
    ana.send(sheet, "Offer")
    house.later(minutes=45)
    states = house.problem().commitments.filter(kind="handoff").values_list("state", flat=True)
    assert sorted(states) == ["declined", "withdrawn"]
    assert house.problem().owner == house.ana
    assert len(house.inbox(INES_AT)) == mails


def test_carla_takes_one_and_a_routed_one_is_handed_back(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    carla = Desk(house.at_desk(house.carla))
    carla.open(house.problem().ref)
    sheet = carla.sheet("Take it")
    carla.send(sheet, "Take it")
    assert house.problem().owner == house.carla

    house.mail("Olaf <olaf@fjordline.example>", "Phones are silent", "No calls since Monday.")
    ana = Desk(house.at_desk(house.ana))
    ana.open(house.problem().ref)
    sheet = ana.sheet("Hand it back")
    sheet.get_by_label("Why").fill("I leave for the dentist.")
    ana.send(sheet, "Hand back")
    assert house.problem().owner == house.carla  # nobody else is on shift: the buck stops there
    mails = [mail.text.splitlines()[0] for mail in house.inbox("olaf@fjordline.example")]
    assert mails == [mails[0]]  # before the first human word a change of owner is no news
