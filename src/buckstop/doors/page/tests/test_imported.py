"""What another system handled, on its customer's page: nobody here is said to have owned it."""

from buckstop.doors.page.tests.conftest import Desk
from buckstop.doors.page.tests.test_portal import Inside
from buckstop.problems.models import Case

CARLA = "Carla"  # with whom the buck stops, and who never owned it


def test_nobody_is_named_until_somebody_owns_it(desk: Desk) -> None:
    case = desk.imported()
    page = desk.page(case)
    html = page.says()
    assert "nobody owns it now" in html
    assert CARLA not in html
    page.post("messages/", text="It is broken again")
    case = Case.objects.select_related("problem__owner").get(pk=case.pk)
    assert f"<strong>{case.problem.owner.public_name}</strong>" in page.says()


def test_the_portal_names_nobody(desk: Desk) -> None:
    desk.imported(by=desk.olaf)
    inside = Inside(desk.olaf)
    told = b"".join(inside.get("/portal/cases.csv").streaming_content).decode()
    for said in (told, inside.says()):
        assert "handled in another system" in said
        assert CARLA not in said
