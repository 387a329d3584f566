"""Two of each part against one PostgreSQL, as the operator's guide has it."""

import smtplib
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from buckstop.kit.postgres.creation import OWNER
from stories.postmen import letter, sender
from stories.whole_house import PATIENCE, WholeHouse, eventually, first_start, whole_house

MAILS = 12


@contextmanager
def part(house: WholeHouse, name: str) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """One process of its own, and the port on which it listens, if it does."""
    command = [sys.executable, "-m", "buckstop", name]
    with socket.create_server(("127.0.0.1", 0)) as listening, house.says.open("ab") as says:
        given = [] if name == "worker" else ["--socket", str(listening.fileno())]
        process = subprocess.Popen(
            [*command, *given], env=house.environment, stdout=says, stderr=says,
            pass_fds=[listening.fileno()],
        )  # fmt: skip
        port = listening.getsockname()[1]
        try:
            yield process, port
        finally:
            process.kill()
            process.wait()


def readiness(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as no:
        return no.code


def test_what_comes_to_either_is_owned_and_all_end_in_order() -> None:
    with whole_house(first_start()) as house, house.cluster.in_use():
        house.environment["DATABASE_URL"] = house.cluster.url(OWNER)
        names = ("web", "web", "worker", "worker", "mailbox", "mailbox")
        with (
            part(house, names[0]) as web, part(house, names[1]) as other_web,
            part(house, names[2]) as worker, part(house, names[3]) as other_worker,
            part(house, names[4]) as mailbox, part(house, names[5]) as other_mailbox,
        ):  # fmt: skip
            for number in range(MAILS):
                port = (mailbox, other_mailbox)[number % 2][1]
                with smtplib.SMTP("127.0.0.1", port, timeout=PATIENCE) as server:
                    server.sendmail(sender(number), ["help@localhost"], letter(number))
            owned = "SELECT count(*) FROM problems_problem WHERE owner_id IS NOT NULL"
            eventually(lambda: house.ask(owned) == [(MAILS,)], "every mail is somebody's problem")
            assert [readiness(port) for _, port in (web, other_web)] == [200, 200]
            parts = [web, other_web, worker, other_worker, mailbox, other_mailbox]
            for process, _ in parts:
                process.terminate()
            assert [process.wait(PATIENCE) for process, _ in parts] == [0] * 6, house.said()
        assert "Traceback" not in house.said()
