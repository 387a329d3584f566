"""The supervisor, driven as a process of its own with real children."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from buckstop.kit.processes import CannotListen, bind

SUPERVISOR = """
import os, signal, sys, time
from functools import partial
from buckstop.kit.processes import CannotStart, Part, Supervisor, tell_ready
notes, *wanted = sys.argv[1:]
def live(name, how):
    def note(what):
        with open(notes, "a") as file:
            file.write(f"{name} {what} {os.getpid()}\\n")
    def end(*_):
        note("stopped")
        sys.exit(0)
    signal.signal(signal.SIGTERM, signal.SIG_IGN if how == "stubborn" else end)
    if how == "broken":
        return 3
    if how == "mistaken":
        raise ValueError("a mistake of ours")
    time.sleep(0.2 if how == "slow" else 0)
    note("ready")
    tell_ready()
    while True:
        time.sleep(60)
parts = [
    Part(f"{how}-{place}", partial(live, f"{how}-{place}", how))
    for place, how in enumerate(wanted)
]
ticks = iter(range(1000))
supervisor = Supervisor(
    parts, on_ready=lambda: print("ready", flush=True), grace=1.0,
    tick=lambda: print("tick", next(ticks), flush=True), tick_every=0.1,
)
try:
    supervisor.run()
except CannotStart as sentence:
    sys.exit(str(sentence))
"""
ALONE = """
import os, sys
from buckstop.kit.processes import Part, run_alone
from buckstop.kit.stop import Stop
reading, writing = os.pipe()
def work():
    assert os.getsid(0) == os.getpid()
    os.fstat(writing)
    try:
        os.fstat(reading)
    except OSError:
        raise Stop("the other end was let go of")
sys.exit(run_alone(Part("work", work, [writing])))
"""


class Run:
    """A supervisor that runs, and what its children noted."""

    def __init__(self, folder: Path, *wanted: str) -> None:
        self.notes = folder / "notes"
        self.notes.write_text("")
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISOR, str(self.notes), *wanted],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def noted(self, what: str) -> list[tuple[str, int]]:
        """The name and the process id of each child that noted `what`, in that order."""
        notes = [line.split() for line in self.notes.read_text().splitlines()]
        return [(name, int(pid)) for name, said, pid in notes if said == what]

    def line(self) -> str:
        """The next line of its output."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def has_started(self, times: int) -> bool:
        """Whether children have become ready that many times in all."""
        return len(self.noted("ready")) == times

    def names(self, what: str) -> list[str]:
        """Who noted `what`."""
        return [name for name, _ in self.noted(what)]


@contextmanager
def running(folder: Path, *wanted: str) -> Iterator[Run]:
    """A supervisor that is ready."""
    run = Run(folder, *wanted)
    try:
        while (line := run.line()) != "ready":
            assert line.startswith("tick"), run.process.communicate()
        yield run
    finally:
        run.process.kill()
        run.process.wait()
        for _, pid in run.noted("ready"):
            with suppress(FileNotFoundError, ProcessLookupError):
                if str(run.notes) in Path(f"/proc/{pid}/cmdline").read_text():  # still ours
                    os.kill(pid, signal.SIGKILL)
        run.process.communicate()


def eventually(happened: Callable[[], bool], what: str) -> None:
    """Wait for something that another process does; fail after a minute."""
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until, f"it never happened: {what}"
        time.sleep(0.02)


def is_dead(pid: int) -> bool:
    """Whether the process has ended, buried or not; Linux."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_each_starts_when_the_one_before_is_ready_and_all_stop_in_reverse(tmp_path: Path) -> None:
    with running(tmp_path, "slow", "quick", "quick") as run:
        assert run.names("ready") == ["slow-0", "quick-1", "quick-2"]
        run.process.send_signal(signal.SIGTERM)
        assert run.process.wait() == 0
        assert run.names("stopped") == ["quick-2", "quick-1", "slow-0"]


def test_the_tick_comes_again_and_again(tmp_path: Path) -> None:
    with running(tmp_path, "quick") as run:
        numbers = [int(run.line().removeprefix("tick ")) for _ in range(3)]
        assert numbers == list(range(numbers[0], numbers[0] + 3))


def test_ctrl_c_in_the_terminal_stops_in_order_too(tmp_path: Path) -> None:
    with running(tmp_path, "quick", "quick") as run:
        os.killpg(run.process.pid, signal.SIGINT)
        assert run.process.wait() == 0
        assert run.names("stopped") == ["quick-1", "quick-0"]


def test_a_crashed_child_is_started_again_and_that_is_said(tmp_path: Path) -> None:
    with running(tmp_path, "quick", "quick") as run:
        for times in (1, 2):
            os.kill(run.noted("ready")[-1][1], signal.SIGKILL)
            eventually(partial(run.has_started, 2 + times), "it starts again")
        run.process.terminate()
        _, said = run.process.communicate()
    assert said.splitlines() == [
        "quick-1 was ended by signal 9; starting it again in 0.5 s.",
        "quick-1 was ended by signal 9; starting it again in 1 s.",
    ]
    assert run.names("ready") == ["quick-0", "quick-1", "quick-1", "quick-1"]


def test_a_child_that_ends_before_it_was_ready_ends_the_rest(tmp_path: Path) -> None:
    run = Run(tmp_path, "quick", "broken", "quick")
    _, said = run.process.communicate()
    assert run.process.returncode == 1
    assert said == "broken-1 ended with code 3 before it was ready.\n"
    assert run.names("ready") == run.names("stopped") == ["quick-0"]


def test_a_mistake_in_a_child_stays_in_the_child(tmp_path: Path) -> None:
    run = Run(tmp_path, "quick", "mistaken")
    _, said = run.process.communicate()
    assert run.process.returncode == 1
    assert said.count("ValueError: a mistake of ours") == 1
    assert said.splitlines()[-1] == "mistaken-1 ended with code 1 before it was ready."
    assert run.names("stopped") == ["quick-0"]


def test_a_part_that_ends_keeps_only_what_it_was_given_and_says_why_it_stopped() -> None:
    run = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (1, "buckstop: the other end was let go of\n")


def test_a_child_that_does_not_stop_is_killed(tmp_path: Path) -> None:
    with running(tmp_path, "quick", "stubborn") as run:
        run.process.terminate()
        _, said = run.process.communicate()
        assert run.process.returncode == 0
    assert said == "stubborn-1 did not stop; killing it.\n"
    assert run.names("stopped") == ["quick-0"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs PDEATHSIG")
def test_kill_9_of_the_supervisor_leaves_no_orphan(tmp_path: Path) -> None:
    with running(tmp_path, "quick", "stubborn") as run:
        run.process.kill()
        run.process.wait()
        for _, pid in run.noted("ready"):
            eventually(partial(is_dead, pid), "the child dies")


def test_a_socket_is_shared_by_several_children() -> None:
    with bind("127.0.0.1", 0) as listening:
        serve = (
            "import os, socket, sys; s = socket.socket(fileno=int(sys.argv[1]));"
            "c, _ = s.accept(); c.sendall(str(os.getpid()).encode()); c.close()"
        )
        number = listening.fileno()
        children = [
            subprocess.Popen([sys.executable, "-c", serve, str(number)], pass_fds=[number])
            for _ in range(2)
        ]
        served = set()
        for _ in children:
            with socket.create_connection(listening.getsockname(), timeout=60) as connection:
                served.add(int(connection.recv(64)))
        assert served == {child.pid for child in children}
        for child in children:
            child.wait()


def test_addresses_that_cannot_be_listened_on() -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen) as refused:
            bind("127.0.0.1", port, "--smtp-port")
        assert str(refused.value) == (
            f"Cannot listen on port {port} of 127.0.0.1: it is taken by another program; "
            "choose another with --smtp-port."
        )
    for host, number, reason in (
        ("192.0.2.1", 0, "this machine has no such address"),
        ("127.0.0.1", 70000, "ports go from 0 to 65535"),
        ("no such host.invalid", 0, "there is no address of that name"),
    ):
        with pytest.raises(CannotListen, match=reason):
            bind(host, number)
