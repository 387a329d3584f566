"""A log that was read, kept as Parquet in a folder: asked again, it isn't read again.

The folder has a file for each table of the engine; `docs/event-log.md` says what is in them.
"""

from pathlib import Path

from buckstop.journeys.engine.store import Store
from buckstop.kit.stop import Stop

TABLES = (
    "every_step", "every_journey", "whose", "served", "marks",
    "journey_names", "step_names", "team_names", "customer_names", "service_names",
)  # fmt: skip


def keep(store: Store, folder: Path) -> None:
    """Write what was prepared into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        path = str(folder / f"{table}.parquet").replace("'", "''")
        store.run(f"COPY {table} TO '{path}' (FORMAT parquet, COMPRESSION zstd)")


def is_kept(folder: Path) -> bool:
    """Whether a log lies in that folder."""
    return all((folder / f"{table}.parquet").is_file() for table in TABLES)


def take_up(store: Store, folder: Path) -> None:
    """Let the engine be asked about a log that was kept. Raises Stop where there is none."""
    if not is_kept(folder):
        raise Stop(f"{folder} holds no log that `buckstop journeys import` wrote.")
    for table in TABLES:
        store.look_at(table, folder / f"{table}.parquet")
