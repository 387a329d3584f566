"""`python -m tests.released_data FILE`: a backup of a small house with something of every kind.

It is made by the release whose data it shows, and kept: later releases read it in, bring it up to
date and go on with it (tests/test_released_data.py). `make release` makes the next one.
"""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "buckstop.settings")
django.setup()

from buckstop.conversations.actions import erasing, telling  # noqa: E402
from buckstop.doors.clock.duties import duties  # noqa: E402
from buckstop.doors.clock.rounds import Rounds  # noqa: E402
from buckstop.incoming.actions.keep import Arrived, keep  # noqa: E402
from buckstop.kit import clock  # noqa: E402
from buckstop.ledger.actor import DESK  # noqa: E402
from buckstop.people.actions import customers  # noqa: E402
from buckstop.problems.actions import fixing  # noqa: E402
from buckstop.problems.models import Case  # noqa: E402
from buckstop.problems.tests.world import World, answering  # noqa: E402
from stories.kinds import Readers  # noqa: E402
from stories.test_every_kind import HAPPENS, MAKE  # noqa: E402
from tests.database import TestDatabase, copied  # noqa: E402

FOLDER = Path(__file__).with_name("released_data")
SECRET_KEY = "of a house that nobody has, " * 2
MAIL = (
    b"From: Ines <ines@nordbank.example>\r\nTo: help@localhost\r\nSubject: {subject}\r\n"
    b"Message-ID: <{subject}@nordbank.example>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
    b"It leaks.\r\n--b\r\nContent-Type: text/csv\r\n"
    b'Content-Disposition: attachment; filename="levels.csv"\r\n\r\na,b\r\n1,2\r\n--b--\r\n'
)
KINDS = ["final-answer", *(one for one in MAKE if one not in ("final-answer", "supplier-ask"))]
"""Final answers are looked for in all cases, and a plan B stands behind a supplier's ask."""
LAST = "the problem ends"


def work() -> None:
    """All that a worker does by now."""
    rounds = Rounds(duties(), lambda: True)
    while rounds.turn():
        pass


def write(subject: str) -> None:
    """A mail comes, and somebody owns what it says."""
    raw = MAIL.replace(b"{subject}", subject.encode())
    keep([Arrived("ines@nordbank.example", ("help@localhost",), raw)], at=clock.now())
    work()


def go_by(world: World) -> None:
    """Each kind of what is owed, of some the problem ended; mails; who is erased."""
    for number, kind in enumerate(KINDS):
        readers = Readers(world)
        by = {"by": readers.case.problem.owner.actor(), "at": world.now}
        HAPPENS[("nothing", LAST)[number % 2]](readers, MAKE[kind](readers, by))
    write("Pump")
    write("Valve")
    case = Case.objects.get(title="Pump")
    nora = customers.meet(
        email="nora@north.example", name="Nora", on=world.nordbank, by=DESK, at=world.now
    )
    hers = world.join(case.problem, nora)
    owner = case.problem.owner.actor()
    telling.reply(case, text="We are at it.", by=owner, at=world.now)
    fixing.fix(case.problem, by=owner, at=world.now)
    work()
    for one in (case, hers):
        fixing.confirm(one, by=answering(one), at=world.now)
    erasing.erase_person(nora, by=DESK, at=world.now + timedelta(minutes=1))
    work()


def back_up(mine: TestDatabase, file: Path) -> None:
    """With the program of the release, as its operators do."""
    given = {"DATABASE_URL": mine.url, "BUCKSTOP_SECRET_KEY": SECRET_KEY}
    command = [sys.executable, "-m", "buckstop", "backup", str(file)]
    subprocess.run(command, env=os.environ | given, check=True)


def main() -> None:
    """Make it, in a database of its own."""
    file = Path(sys.argv[1]).absolute()
    with copied() as mine:
        world = World()
        with clock.set_to(world.now):
            go_by(world)
        back_up(mine, file)


if __name__ == "__main__":
    main()
