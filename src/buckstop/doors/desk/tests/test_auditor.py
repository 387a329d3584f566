"""What the auditor found has a page, and somebody whose it is."""

from datetime import UTC, datetime
from typing import Any

from buckstop.auditor.marks import mark
from buckstop.auditor.models import Mark, MarkName
from buckstop.auditor.round import look
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock
from buckstop.problems.tests.world import World


def test_what_it_found_is_with_whom_the_buck_stops(world: World, seat: Any):
    ana, carla = seat(world.ana), seat(world.carla)
    page = words(carla.get("/auditor/"))
    assert "It has never looked" in page
    assert "With Carla Roth, with whom the buck stops" in page
    assert Mark.objects.count() == 0  # looking at it arms nothing
    with clock.set_to(datetime.now(UTC)):  # the database's own
        now = clock.now()
        mark(MarkName.BACKUP, now)
        look(now)
        assert "No worker is working." in words(carla.get("/auditor/"))
        assert "The auditor found No worker is working." in words(carla.get("/"))
        assert "The auditor found" not in words(ana.get("/"))
        mark(MarkName.WORKER, now)
        look(now)
        page = words(carla.get("/auditor/"))
        assert "A worker goes through its duties." in page
        assert "No worker is working." not in page
        assert "The auditor found" not in words(carla.get("/"))
    assert ana.get("/auditor/").status_code == 404
