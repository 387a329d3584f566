"""The roster's page: who is there, rotations seen before they are kept, gaps, who is away."""

from datetime import timedelta

from buckstop.coverage.models import Absence, Override, Rotation, Shift, Swap
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock
from buckstop.people.models import Person
from buckstop.problems.tests.world import World


def test_the_week_says_who_is_there_and_when_nobody_is(world: World, seat):
    page = seat(world.ana).get("/roster/")
    [week] = page.context["weeks"]
    assert [line.who for line in week.lines] == ["Ana Ruiz", "Bruno Keller"]
    assert week.lines[0].cells[2].hours == ["08:00–18:00"]
    assert week.lines[1].cells[2].hours == ["00:00–06:00", "22:00–24:00"]
    assert week.rest.cells[6].hours == ["00:00–24:00"]
    assert "Nobody: Carla Roth" in words(page)
    assert len(seat(world.ana).get("/roster/?month=1").context["weeks"]) == 4
    assert seat(world.ana).get("/roster/?from=nonsense").status_code == 200


def test_a_rotation_is_seen_before_it_is_kept(world: World, seat):
    bruno = seat(world.bruno)
    day = world.now.date()
    filled = {
        "person1": str(world.carla.pk), "person2": str(world.bruno.pk), "days": "1",
        "begins": day.isoformat(), "hands_over": "07:00",
    }  # fmt: skip
    preview = send(bruno, "/roster/rotations/new/", **filled)
    assert "Carla Roth: " in words(preview)
    assert not Rotation.objects.exists()
    kept = bruno.post("/roster/rotations/", _shown(preview))
    assert kept.status_code == 302
    assert world.carla.pk in who_is_on_duty(world.now).on_shift
    assert "Carla Roth, Bruno Keller: a day each" in words(bruno.get("/roster/"))


def test_a_rotation_is_changed_and_ended(world: World, seat):
    test_a_rotation_is_seen_before_it_is_kept(world, seat)
    bruno, row = seat(world.bruno), Rotation.objects.get()
    at = f"/roster/rotations/{row.pk}/changes/"
    preview = send(bruno, f"{at}new/", person1=str(world.ana.pk), person2="")
    assert bruno.post(at, _shown(preview)).status_code == 302
    row, other = Rotation.objects.order_by("since", "pk")
    assert (row.until, other.until) == (world.now, None)
    assert world.carla.pk not in who_is_on_duty(world.now).on_shift
    bruno.post(f"/roster/rotations/{other.pk}/end/")
    assert not Rotation.objects.filter(until=None).exists()


def test_an_absence_is_a_gap_until_somebody_is_put_on(world: World, seat):
    ana, bruno = seat(world.ana), seat(world.bruno)
    day = world.now.date() + timedelta(days=1)
    send(ana, "/roster/absences/new/", starts=f"{day}T00:00", ends=f"{day}T23:59")
    assert Absence.objects.get().person == world.ana
    page = bruno.get("/roster/")
    [gap] = page.context["gaps"]
    assert "Ana Ruiz is away" in gap.why
    assert gap.url not in ana.get("/roster/").content.decode()
    for browser in (bruno, seat(world.carla)):
        assert "Ana Ruiz is away" in words(browser.get("/"))
    assert "Nobody will be there" not in words(ana.get("/"))
    send(bruno, gap.url, "/roster/overrides/", person=str(world.carla.pk))
    assert bruno.get("/roster/").context["gaps"] == []
    assert "Nobody will be there" not in words(bruno.get("/"))
    with clock.set_to(world.now + timedelta(days=1)):
        assert list(who_is_on_duty(clock.now()).on_shift) == [world.carla.pk]
    row = Override.objects.get()
    bruno.post(f"/roster/overrides/{row.pk}/removal/")
    assert len(bruno.get("/roster/").context["gaps"]) == 1
    assert bruno.post(f"/roster/absences/{Absence.objects.get().pk}/removal/").status_code == 302
    assert bruno.get("/roster/").context["gaps"] == []


def test_nobody_notes_that_another_is_away_but_leads(world: World, seat):
    ana = seat(world.ana)
    day = world.now.date()
    filled = {"person": str(world.bruno.pk), "starts": f"{day}T10:00", "ends": f"{day}T12:00"}
    assert ana.post("/roster/absences/", filled).status_code == 422
    assert not Absence.objects.exists()


def test_a_turn_is_offered_and_accepted_by_whom_it_was_offered_to(world: World, seat):
    ana, bruno = seat(world.ana), seat(world.bruno)
    send(ana, "/roster/swaps/new/", to=str(world.bruno.pk))
    swap = Swap.objects.get()
    assert Shift.objects.get(pk=swap.layer).person == world.ana
    for page in ("/roster/", "/"):
        assert "Ana Ruiz’s turn of" in words(bruno.get(page))
        assert "/acceptance/" not in ana.get(page).content.decode()
    assert ana.post(f"/roster/swaps/{swap.pk}/acceptance/").status_code == 404
    bruno.post(f"/roster/swaps/{swap.pk}/acceptance/")
    assert Swap.objects.get().accepted_at == world.now
    send(ana, "/roster/swaps/new/", to=str(world.carla.pk))
    other = Swap.objects.get(accepted_at=None)
    seat(world.carla).post(f"/roster/swaps/{other.pk}/refusal/")
    assert Swap.objects.get(pk=other.pk).declined_at == world.now


def _shown(page) -> dict[str, str]:
    """What the form on a page holds."""
    return {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}


def test_who_cannot_be_told_is_a_gap(world: World, seat, settings):
    settings.DEMO = True  # mail leaves, into the viewer
    assert bruno_reads(world, seat) == []
    Person.objects.filter(pk=world.ana.pk).update(email=None)
    [deaf] = bruno_reads(world, seat)
    assert (deaf.says, deaf.deaf) == ("Ana Ruiz", True)
    assert "nothing reaches them" in words(seat(world.carla).get("/"))


def bruno_reads(world: World, seat):
    return seat(world.bruno).get("/roster/").context["gaps"]
