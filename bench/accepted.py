"""Part 1: mails accepted (committed, then `250`) over real SMTP, beside the machine's floor."""

import statistics
import time
from pathlib import Path

from bench import beside, house, load, machine
from bench.figures import Figure

CONNECTIONS = 8
ROUNDS = 3
COUNT = 2000
TARGET = 0.6


def measure() -> list[Figure]:
    """Floor and ours in turn, small mails and usual ones, a connection each and kept ones."""
    with house.house("accepted") as ours, house.folder("floor") as files:
        mailbox, port = ours.start_mailbox()
        with beside.beside("bench.floor", str(files)) as floor:
            time.sleep(1)  # both idle
            roots = {"ours": [mailbox], "postgres": [ours.postgres], "floor": [floor.pid]}
            found = [
                _pair(floor.port, port, kept, small, roots, files)
                for small in (True, False)
                for kept in (False, True)
            ]
        _check(ours, sum(figure.more["sent"] for figure in found))
    return found


def _pair(
    floor: int, ours: int, kept: bool, small: bool, roots: dict[str, list[int]], files: Path
) -> Figure:
    runs: dict[str, list[dict[str, float]]] = {"floor": [], "ours": []}
    watch = machine.Watch(roots)
    for _ in range(ROUNDS):
        for name, port in (("floor", floor), ("ours", ours)):
            run = f"{name}{time.monotonic_ns()}"
            asked = load.Load(port, COUNT, CONNECTIONS, kept, run, small)
            runs[name].append(load.send(asked))
        for file in files.iterdir():
            file.unlink()
    cpu = watch.stop()
    rates = {name: [run["rate"] for run in of] for name, of in runs.items()}
    ratios = [o / f for o, f in zip(rates["ours"], rates["floor"], strict=True)]
    size = runs["ours"][0]["bytes"] / 1024
    return Figure(
        part="accepted",
        name=f"{size:.0f} KB, {'kept connections' if kept else 'a connection each'}",
        ours=statistics.median(rates["ours"]),
        unit="mails/s",
        better="more",
        target=TARGET,
        of_ratio=True,
        floor=statistics.median(rates["floor"]),
        floor_is="aiosmtpd + fsync",
        ratio=statistics.median(ratios),
        more={
            "sent": COUNT * ROUNDS,
            "rates": rates,
            "ratios": ratios,
            "p95": {name: statistics.median(run["p95"] for run in of) for name, of in runs.items()},
            "cpu": cpu,
            "ms_cpu_each": {k: v * 1000 / COUNT / ROUNDS for k, v in cpu.items() if k != "wall"},
        },
    )


def _check(ours: house.House, sent: int) -> None:
    with ours.connect() as connection:
        row = connection.execute("SELECT count(*) FROM incoming_intake").fetchone()
    if row is None or row[0] != sent:
        raise SystemExit(f"{sent} mails were accepted, but {row} are kept")
