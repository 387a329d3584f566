"""`python -m bench.year [DAYS [SHARE]]`: a simulated year of the demo company, looked at each day.

In a fresh PostgreSQL of its own. A year of six times the usual work, some two thousand problems,
takes about an hour on two cores. Ends with 1 where a guarantee or a count didn't hold on any day.
"""

import subprocess
import sys

from bench import house

DAYS, SHARE = 365, 6


def main() -> int:
    """Let a house live; what it says is said as it goes."""
    days, share = (*sys.argv[1:], *map(str, (DAYS, SHARE)[len(sys.argv) - 1 :]))
    with house.house("year", staff=0) as ours:
        command = [sys.executable, "-m", "bench.living", days, share]
        return subprocess.run(command, env=ours.environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
