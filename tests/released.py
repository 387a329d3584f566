"""`python -m tests.released`: write down which migrations the release being made has.

Those that come after may only add to what is there until the next release is made: its processes
run beside the ones before (docs/decisions/0089-expand-then-contract.md).
"""

from collections.abc import Iterable
from pathlib import Path

from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from buckstop.doors.terminal import beside

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests" / "released.txt"
SOURCE = ROOT / "src"


def migrations_in(source: Path) -> set[str]:
    """Those of a folder of source, as `people.0012_a_face`."""
    found = source.glob("buckstop/*/migrations/[0-9]*.py")
    deeper = source.glob("buckstop/*/*/migrations/[0-9]*.py")
    return {f"{one.parent.parent.name}.{one.stem}" for one in (*found, *deeper)}


def released() -> set[str]:
    """Those of the last release; none while none was made."""
    return set(LIST.read_text().split()) if LIST.exists() else set()


def too_soon(loader: MigrationLoader, before: Iterable[str]) -> list[str]:
    """What of the migrations since takes away, or refuses, what the release before relies on."""
    known = set(before)
    ours = migrations_in(SOURCE)
    fresh: list[Migration] = [
        one
        for one in loader.disk_migrations.values()
        if beside.name_of(one) in ours and beside.name_of(one) not in known
    ]
    fresh.sort(key=beside.name_of)
    return [said for one in fresh for said in beside.contracts(loader, one)]


def main() -> None:
    """Write the list."""
    LIST.write_text("".join(f"{name}\n" for name in sorted(migrations_in(SOURCE))))
    print(f"{len(released())} migrations of this release stand in {LIST.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
