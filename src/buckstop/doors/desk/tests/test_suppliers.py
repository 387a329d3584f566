"""Suppliers on their pages, by their own forms."""

from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.problems.tests.world import World
from buckstop.suppliers.models import Supplier, SupplierPerson


def test_a_supplier_is_added_with_its_people(world: World, seat):
    ana = seat(world.ana)
    assert "Whoever helps you from outside" in words(ana.get("/suppliers/"))
    made = send(
        ana, "/suppliers/additions/new/", name="Halden Networks", supplies="Lines",
        answers_stopped="2", answers_slowed="8.5", zone="Oslo",
    )  # fmt: skip
    at = f"/suppliers/{Supplier.objects.get().pk}/"
    assert made["Location"] == at
    page = words(ana.get(at))
    assert "Monday to Friday, 08:00 to 17:00 (Europe/Oslo)" in page, page
    assert "Answers within 2 h where work stands, within 8.5 h where it is slowed." in page
    assert "Nobody yet." in page
    send(ana, f"{at}people/new/", name="Rolf Huber", post="Support", email="rolf@halden.example")
    send(
        ana, f"{at}people/new/", name="Night line", phone="+47 55 01", turn_to_after="0.5",
        always="on",
    )  # fmt: skip
    page = words(ana.get(at))
    assert "Rolf Huber Support rolf@halden.example" in page
    assert "turned to after 0.5 h without an answer, day and night" in page
    assert "2 people" in words(ana.get("/suppliers/"))


def test_it_changes_and_ends(world: World, seat):
    ana, bruno = seat(world.ana), seat(world.bruno)
    send(ana, "/suppliers/additions/new/", name="Halden", weekdays=["0", "2"], opens="00:00",
         closes="00:00")  # fmt: skip
    at = f"/suppliers/{Supplier.objects.get().pk}/"
    assert "Monday, Wednesday, all day" in words(ana.get(at))
    assert "They promise us no time." in words(ana.get(at))
    send(ana, f"{at}change/new/", name="Halden Networks", weekdays=["5"], answers_unhindered="24")
    assert "Halden Networks" in words(ana.get(at))
    assert "within 24 h where it can wait" in words(ana.get(at))
    send(ana, f"{at}people/new/", name="Rolf", email="rolf@halden.example", turn_to_after="0")
    row = SupplierPerson.objects.get()
    send(ana, f"/suppliers/people/{row.pk}/change/new/", name="Rolf Huber")
    assert "Rolf Huber" in words(ana.get(at))
    ana.post(f"/suppliers/people/{row.pk}/removal/")
    assert "Nobody yet." in words(ana.get(at))
    assert ana.get(f"{at}end/new/").status_code == 404
    assert send(bruno, f"{at}end/new/")["Location"] == "/suppliers/"
    assert ana.get(at).status_code == 404


def test_what_is_wrong_is_said_beside_its_box(world: World, seat):
    ana = seat(world.ana)
    wrong = send(ana, "/suppliers/additions/new/", name="Halden", zone="Nowhere")
    assert "There is no time zone" in words(wrong)
    send(ana, "/suppliers/additions/new/", name="Halden")
    at = f"/suppliers/{Supplier.objects.get().pk}/"
    wrong = send(ana, f"{at}people/new/", name="Rolf")
    assert "Write a mail address or a phone number." in words(wrong)
