"""What the release before does with the tables of now, by its own code: started, not imported.

A mail comes, is read, owned and answered; pages are looked at, of the desk, of the customer and of
who administers; a directory sends somebody; it ends, and the ledger verifies.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.test import Client  # noqa: E402

import buckstop  # noqa: E402
from buckstop.conversations.actions import telling  # noqa: E402
from buckstop.doors.clock.duties import duties  # noqa: E402
from buckstop.doors.clock.rounds import Rounds  # noqa: E402
from buckstop.incoming.actions.keep import Arrived, keep  # noqa: E402
from buckstop.kit import clock  # noqa: E402
from buckstop.ledger.actor import DESK  # noqa: E402
from buckstop.ledger.verify import verify  # noqa: E402
from buckstop.people.actions import staff  # noqa: E402
from buckstop.people.backends import BY_NAME  # noqa: E402
from buckstop.problems.actions import fixing  # noqa: E402
from buckstop.problems.models import Problem  # noqa: E402
from buckstop.problems.tests.world import World, answering  # noqa: E402

MAIL = (
    b"From: Ines <ines@nordbank.example>\r\nSubject: Pump\r\nMessage-ID: <1@x>\r\n\r\nIt leaks.\r\n"
)
PAGES = ("/", "/problems/", "/problems/{ref}/", "/customers/", "/coverage/", "/people/",
         "/who-may-come-in/", "/keeping/", "/house/", "/processing-record/")  # fmt: skip


def look(who: object, ref: str) -> None:
    """Each page, as somebody who may see all of them."""
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(who, backend=BY_NAME)  # type: ignore[arg-type]  # of the old code
    for page in PAGES:
        answer = browser.get(page.format(ref=ref))
        assert answer.status_code in (200, 302), (page, answer.status_code)


def work() -> None:
    """All that a worker does by now."""
    rounds = Rounds(duties(), lambda: True)
    while rounds.turn():
        pass


def main() -> None:
    world = World()
    with clock.set_to(world.now):
        ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
        keep([Arrived("ines@nordbank.example", ("help@localhost",), MAIL)], at=world.now)
        work()
        problem = Problem.objects.get()
        case = problem.cases.get()
        look(ada, problem.ref)
        telling.reply(case, text="We are at it.", by=problem.owner.actor(), at=world.now)
        fixing.fix(problem, by=problem.owner.actor(), at=world.now)
    with clock.set_to(world.now + timedelta(hours=3)):
        work()
        case.refresh_from_db()
        fixing.confirm(case, by=answering(case), at=clock.now())
        work()
        look(ada, problem.ref)
    assert list(verify()) == []
    print("it went on")


if Path(buckstop.__file__).is_relative_to(os.environ["BUCKSTOP_OLD_FOLDER"]):
    main()
else:
    sys.exit(f"{buckstop.__file__} isn't the old code")
