"""Tags and fields at the desk: given, taken back, looked for, kept by leads, read by customers."""

import json
from typing import Any

from django.test import Client

from buckstop.conversations import links
from buckstop.doors.desk.tests.filling import fields_of, send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.doors.desk.tests.test_many import sent, toast
from buckstop.doors.desk.tests.test_problems import refs
from buckstop.problems.actions import labels
from buckstop.problems.models import Case, Label, Labelling
from buckstop.problems.tests.world import World

HTMX = {"HX-Request": "true"}


def has(case: Case) -> list[str]:
    rows = Labelling.objects.filter(problem=case.problem, ended_at=None).select_related("label")
    return sorted(str(row) for row in rows)


def field(world: World, name: str, sort: str, **more: Any) -> Label:
    return labels.add_label(name=name, sort=sort, by=world.carla.actor(), at=world.now, **more)


def test_one_sheet_gives_and_its_undo_takes_back(world: World, ana: Client):
    case, serial = reported(world), field(world, "Serial", "text")
    at = f"{home(case)}labels/"
    filled = fields_of(ana.get(f"{at}new/"), at) | {"others": "vpn, #Printer", serial.pk.hex: "SN"}
    undo = toast(ana.post(at, filled, headers=HTMX))["undo"]
    assert has(case) == ["Printer", "Serial: SN", "vpn"]
    shown = words(ana.get(home(case)))
    assert "Serial SN" in shown
    assert "filled in Serial: SN" in shown
    ana.post(undo)
    assert has(case) == []


def test_a_tag_is_taken_away_by_its_box(world: World, ana: Client):
    case = reported(world)
    labels.relabel(case.problem, tags=["a", "b"], by=world.ana.actor(), at=world.now)
    at = f"{home(case)}labels/"
    assert fields_of(ana.get(f"{at}new/"), at)["chosen"] == ["a", "b"]
    send(ana, f"{at}new/", chosen="b")
    assert has(case) == ["b"]


def test_what_is_no_number_stands_beside_its_field(world: World, ana: Client):
    case, seats = reported(world), field(world, "Seats", "number", kinds=["problem"])
    at = f"{home(case)}labels/"
    refused = send(ana, f"{at}new/", **{seats.pk.hex: "many"})
    assert "“many” isn’t a number." in words(refused)
    case.problem.kind = "request"
    case.problem.save(update_fields=["kind"])
    assert "Seats" not in words(ana.get(f"{at}new/"))


def test_many_are_tagged_found_and_taken_back(world: World, ana: Client):
    cases = [reported(world, f"Trouble {n}") for n in range(3)]
    undo = toast(sent(ana, "labels", cases[:2], others="storm"))["undo"]
    tag = Label.objects.get()
    listed = ana.get("/problems/", {"label": tag.pk.hex})
    assert set(refs(listed)) == {case.problem.ref for case in cases[:2]}
    assert "Tag storm" in words(listed)
    ana.post(undo)
    assert refs(ana.get("/problems/", {"label": tag.pk.hex})) == []


def test_a_list_by_value(world: World, ana: Client):
    cases, site = [reported(world, f"Trouble {n}") for n in range(2)], field(world, "Site", "text")
    for case, value in zip(cases, ("Basel North", "Thun"), strict=True):
        labels.relabel(case.problem, values={site.pk: value}, by=world.ana.actor(), at=world.now)
    assert refs(ana.get("/problems/", {"label": site.pk.hex, "value": "basel"})) == [
        cases[0].problem.ref
    ]
    assert len(refs(ana.get("/problems/", {"label": site.pk.hex}))) == 2


def test_customers_read_what_says_so(world: World, client: Client):
    case = reported(world)
    site, cost = field(world, "Site", "text", for_customers=True), field(world, "Cost", "number")
    labels.relabel(
        case.problem, values={site.pk: "Basel", cost.pk: "5"}, by=world.ana.actor(), at=world.now
    )
    said = words(client.get(links.url(case.pk, case.contact_id, world.now), follow=True))
    assert "Site: Basel" in said
    assert "Cost" not in said


def test_leads_keep_them(world: World, seat):
    bruno = seat(world.bruno)
    send(bruno, "/labels/added/new/", name="Severity", sort="choice", choices="high\nlow")
    made = Label.objects.get()
    assert made.choices == ["high", "low"]
    assert "Severity" in words(bruno.get("/labels/"))
    send(bruno, f"/labels/{made.pk}/change/new/", name="Risk", choices="high")
    gone = bruno.post(f"/labels/{made.pk}/removal/", headers=HTMX)
    assert "Risk" not in words(bruno.get("/labels/"))
    bruno.post(json.loads(gone["HX-Trigger"])["buckstop:done"]["undo"])
    assert "Risk" in words(bruno.get("/labels/"))
