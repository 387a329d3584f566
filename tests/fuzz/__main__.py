"""`python -m tests.fuzz MINUTES [PARSER …]`: so many minutes in all, shared among the parsers."""

import argparse
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

FOUND = Path(__file__).with_name("found")
SLACK = 900  # seconds for a start on a busy machine, where watching is put into every module


def main() -> int:
    """Fuzz each parser in a process of its own; 1 where something was found."""
    from tests.fuzz.parsers import BY_NAME  # noqa: PLC0415 (Django is set up by it)

    arguments = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    arguments.add_argument("minutes", type=float)
    arguments.add_argument("parsers", nargs="*", metavar="PARSER", help=", ".join(BY_NAME))
    given = arguments.parse_args()
    if unknown := set(given.parsers) - set(BY_NAME):
        arguments.error(f"there is no parser {', '.join(sorted(unknown))}")
    names = given.parsers or list(BY_NAME)
    seconds = max(1, int(given.minutes * 60 / len(names)))
    how = "guided by coverage" if find_spec("atheris") else "by chance: atheris isn't installed"
    print(f"{len(names)} parsers, {seconds} s each, {how}", flush=True)
    broken = [name for name in names if not _fuzzed(name, seconds)]
    print(f"Found something in: {', '.join(broken)}" if broken else "Found nothing.")
    return 1 if broken else 0


def _fuzzed(name: str, seconds: int) -> bool:
    """Whether nothing was found in one."""
    corpus = Path(mkdtemp(prefix=f"fuzz-{name}-"))
    command = [sys.executable, "-m", "tests.fuzz.one", name, str(seconds), str(corpus)]
    begun = time.monotonic()
    try:
        ran = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=seconds + SLACK
        )
        said, is_well = ran.stdout + ran.stderr, ran.returncode == 0
    except subprocess.TimeoutExpired as hung:
        said, is_well = f"it hung\n{(hung.stderr or b'')[-2000:]!r}", False
    took = time.monotonic() - begun
    said = "\n".join(line for line in said.splitlines() if "Instrumenting" not in line)
    tries = [line for line in said.splitlines() if "tries" in line or "Done " in line]
    print(f"{name:10} {took:6.0f} s  {tries[-1].strip() if tries else ''}", flush=True)
    if not is_well:
        print("\n".join(said.splitlines()[-25:]), flush=True)
    return is_well


if __name__ == "__main__":
    sys.exit(main())
