"""Services on their pages, by their own forms."""

from django.core.files.uploadedfile import SimpleUploadedFile

from buckstop.doors.desk.tests.filling import fields_of, send
from buckstop.doors.desk.tests.telling import words
from buckstop.problems.tests.world import World
from buckstop.services.models import Service, Use
from buckstop.signals.models import Silence

LIST = "Service;Kunde;Customer;Site\nZahlungen für alle;x;Nordbank;Zürich\n".encode("cp1252")


def test_who_is_hit_if_it_stops(world: World, seat):
    ana = seat(world.ana)
    assert "What you run for customers" in words(ana.get("/services/"))
    made = send(ana, "/services/additions/new/", name="Core network", about="Lines and routers")
    network = made["Location"]
    assert network == f"/services/{Service.objects.get().pk}/"
    page = words(ana.get(network))
    assert "If it stops, no customer is hit" in page
    assert "over after 15 minutes" in page
    payments = send(ana, "/services/additions/new/", name="Online payments")["Location"]
    send(ana, f"{payments}needs/new/", on=str(Service.objects.get(key="core-network").pk))
    send(ana, f"{payments}uses/new/", customer="nordbank", site="Thun", plan="Gold", matters="2")
    page = words(ana.get(network))
    assert "If it stops, 1 customer is hit; it stops 1 of them." in page, page
    assert "Nordbank Thun, Gold by Online payments stops them" in page
    assert "needs Core network 1 customer" in words(ana.get("/services/"))
    assert "Online payments Thun, Gold stops them" in words(
        ana.get(f"/customers/{world.nordbank.pk}/")
    )
    wrong = send(ana, f"{network}needs/new/", on=str(Service.objects.get(name__startswith="On").pk))
    assert "Core network needs Online payments needs Core network" in words(wrong)


def test_it_changes_and_ends(world: World, seat):
    ana, bruno = seat(world.ana), seat(world.bruno)
    at = send(ana, "/services/additions/new/", name="Mail")["Location"]
    other = send(ana, "/services/additions/new/", name="Disks")["Location"]
    send(ana, f"{at}change/new/", name="Mail boxes", quiet_minutes="60")
    assert "over after 60 minutes" in words(ana.get(at))
    send(ana, f"{at}needs/new/", on=str(Service.objects.get(key="disks").pk))
    assert "What needs it Mail boxes" in words(ana.get(other))
    send(ana, f"{at}uses/new/", customer="Nordbank")
    assert "No customer is called so" in words(send(ana, f"{at}uses/new/", customer="Sudbank"))
    use, need = Use.objects.get(), Service.objects.get(key="mail").needs.get()
    ana.post(f"/services/uses/{use.pk}/removal/")
    ana.post(f"/services/needs/{need.pk}/removal/")
    assert "Nobody yet" in words(ana.get(at))
    assert "Nothing else that we know" in words(ana.get(at))
    assert ana.get(f"{at}end/new/").status_code == 404
    assert send(bruno, f"{at}end/new/")["Location"] == "/services/"
    assert ana.get(at).status_code == 404


def test_work_is_planned_and_signals_are_silenced(world: World, seat):
    ana = seat(world.ana)
    at = send(ana, "/services/additions/new/", name="Mail")["Location"]
    assert "Nothing is planned, and its signals count." in words(ana.get(at))
    soon = {"starts": "2026-03-02T22:00", "ends": "2026-03-02T23:00", "why": "New disks"}
    assert "Please fill this in." in words(send(ana, f"{at}planned-work/new/", **soon))
    send(ana, f"{at}planned-work/new/", **soon, subject="Mail may be slow")
    send(ana, f"{at}silences/new/", why="Tests")
    page = words(ana.get(at))
    assert "Mail may be slow Ana Ruiz: New disks" in page, page
    assert "Signals are silent Ana Ruiz: Tests" in page
    planned = Silence.objects.get(subject="Mail may be slow")
    assert planned.starts.isoformat() == "2026-03-02T21:00:00+00:00", "as it is where Ana is"
    ana.post(f"/services/silences/{planned.pk}/end/")
    assert "Mail may be slow" not in words(ana.get(at))


def test_a_file_in_latin_1_with_semicolons_is_looked_at_first(world: World, seat):
    ana = seat(world.ana)
    file = SimpleUploadedFile("services.csv", LIST, "text/csv")
    looked = send(ana, "/services/list/new/", file=file)
    said = words(looked)
    assert "Adds the service Zahlungen für alle" in said, said
    assert "Nordbank uses Zahlungen für alle." in said
    assert "Not taken, since nothing is made of it: Kunde." in said
    assert not Service.objects.exists()
    fields = fields_of(looked, "/services/list/")
    done = ana.post("/services/list/", fields)
    assert done["Location"] == "/services/"
    assert Use.objects.get().site == "Zürich"
    changed = ana.post("/services/list/", fields | {"table": ["Mail"]})
    assert "Adds the service Mail" in words(changed)
    assert Service.objects.count() == 1
