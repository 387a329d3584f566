"""A real Request Tracker 5 (Debian: request-tracker5, rt5-db-sqlite) with tickets made here."""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.house import free_port, wait_for

HERE = Path(__file__).parent
SERVER = Path("/usr/share/request-tracker5/libexec/rt-server")
USER, PASSWORD = "agent1", "in the bench"  # fill.pl makes them


class RequestTracker:
    """One with a database of its own: a file of SQLite."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "rt.sqlite"
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        (folder / "none").mkdir(parents=True, exist_ok=True)
        self.environment = os.environ | {
            "RT_SITE_CONFIG": str(HERE / "site.pm"),
            "RT_SITE_CONFIG_DIR": str(folder / "none"),
            "RT_FILE": str(self.file),
            "RT_PORT": str(self.port),
        }

    def fill(self, tickets: int) -> float:
        """Make its tables and tickets; returns how many seconds that took."""
        begun = time.monotonic()
        self._run("rt-setup-database-5", "--action", "init", "--skip-create")
        self._run("perl", str(HERE / "fill.pl"), str(tickets))
        return time.monotonic() - begun

    def _run(self, *command: str) -> None:
        ran = subprocess.run(
            command, env=self.environment, check=False, capture_output=True, text=True
        )
        if ran.returncode:
            raise SystemExit(f"{command[0]} ended with {ran.returncode}: {ran.stderr[-500:]}")

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Its pages and API answer meanwhile."""
        command = [str(SERVER), "--port", str(self.port)]
        with (self.folder / "server.log").open("wb") as log:
            process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        try:
            wait_for(self._answers, "Request Tracker does not answer", patience=900)
            yield
        finally:
            process.terminate()
            process.wait()

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.address}/REST/2.0/rt", timeout=10).close()
        except urllib.error.HTTPError:
            return True  # it wants to know who asks
        except OSError:
            return False
        return True


def missing() -> str:
    """Why it can't be tried here; "" where it can."""
    if not SERVER.exists() or shutil.which("rt-setup-database-5") is None:
        return "there is no Request Tracker 5 here (Debian: request-tracker5 rt5-db-sqlite)"
    return ""
