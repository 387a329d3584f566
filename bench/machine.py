"""What the machine is, and what it spends: processor time and memory of processes (Linux)."""

import os
import platform
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def described() -> dict[str, Any]:
    """The machine in a few words, and how busy it has been."""
    model = [
        line.partition(":")[2].strip()
        for line in (PROC / "cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return {
        "cores": os.cpu_count(),
        "processor": model[0] if model else platform.machine(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        **moment(),
    }


def moment() -> dict[str, float]:
    """How busy the machine is just now."""
    return {"load": round(os.getloadavg()[0], 2), "pace_ms": round(pace(), 1)}


def pace() -> float:
    """Milliseconds of processor time for a fixed loop, the best of five.

    A machine with nothing else to do needs the same for it always. Where others share its cores,
    or its host's, it needs more, and so does everything measured then.
    """
    took = []
    for _ in range(5):
        begun, total = time.process_time(), 0
        for number in range(1_000_000):
            total += number * number % 7
        took.append(time.process_time() - begun)
    return min(took) * 1000


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name, or none where it has ended."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return []


def family(roots: Iterable[int]) -> set[int]:
    """These processes and all that they started."""
    parents: dict[int, int] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))):
            parents[int(folder.name)] = int(fields[1])
    found = {pid for pid in roots if pid in parents}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def spent(roots: Iterable[int]) -> float:
    """Seconds of processor time of these processes and all that they started, ended ones too."""
    total = 0
    for pid in family(roots):
        if fields := _stat(pid):
            total += sum(int(one) for one in fields[11:15])
    return total / TICKS


def parent(pid: int) -> int:
    """Who started a process that runs."""
    return int(_stat(pid)[1])


def proportional_memory(pids: Iterable[int]) -> float:
    """MiB in memory of these processes: shared pages count in parts (PSS)."""
    total = 0
    for pid in pids:
        try:
            text = (PROC / str(pid) / "smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total / 1024


def busy() -> float:
    """Seconds of processor time that the whole machine has spent."""
    fields = [int(one) for one in (PROC / "stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICKS


@dataclass
class Watch:
    """What happened meanwhile: wall time, processor time by name, and what others took."""

    roots: dict[str, list[int]]

    def __post_init__(self) -> None:
        self._wall, self._busy = time.monotonic(), busy()
        self._spent = {name: spent(pids) for name, pids in self.roots.items()}

    def stop(self) -> dict[str, float]:
        """Seconds since the start; `others` is processor time of processes not named."""
        found = {name: spent(pids) - self._spent[name] for name, pids in self.roots.items()}
        found["others"] = max(busy() - self._busy - sum(found.values()), 0.0)
        found["wall"] = time.monotonic() - self._wall
        return {name: round(seconds, 2) for name, seconds in found.items()}
