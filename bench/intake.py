"""The same burst of mails in a house without teams, and in one of 500 staff in 40 teams."""

from bench import drained, house
from bench.figures import Figure

PART = "coverage"
STAFF = 500
AT_LEAST = 0.9  # of what a house without teams does


def measure() -> list[Figure]:
    """Mails owned and acknowledged in a second, and the processor time of each, in both."""
    rates, cpu = {}, {}
    for staff in (0, STAFF):
        with house.house("intake") as ours:
            if staff:
                ours.run("bench.crowding", str(staff))
            found = {figure.name: figure.ours for figure in drained.burst(ours)}
        rates[staff] = found["owned and acknowledged"]
        cpu[staff] = found["processor time of ours and of PostgreSQL for each"]
    name = f"{STAFF} staff in 40 teams"
    without = "without teams"
    return [
        Figure(
            PART, f"owned and acknowledged, {name}", rates[STAFF], "problems/s", "more", AT_LEAST,
            of_ratio=True, floor=rates[0], floor_is=without, ratio=rates[STAFF] / rates[0],
        ),
        Figure(
            PART, f"processor time of each, {name}", cpu[STAFF], "ms", "less",
            floor=cpu[0], floor_is=without, ratio=cpu[STAFF] / cpu[0],
        ),
    ]  # fmt: skip
