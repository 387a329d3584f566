"""The database as such: its settings, extensions, upkeep and replicas, and its clock."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import Error, connection, connections

from buckstop.doors.terminal.attached import pending, server_version
from buckstop.doors.terminal.doctor.found import Found, Look, note
from buckstop.doors.terminal.migrate import bring_up
from buckstop.kit import clock, replica

MOST_SKEW = timedelta(seconds=2)
MUST_BE_ON = {
    "fsync": "A crash of the machine would damage the database.",
    "full_page_writes": "A crash of the machine would damage the database.",
    "synchronous_commit": "What we said we had kept could be lost.",
    "autovacuum": "Tables would grow without end.",
}
NEEDED = ("pg_trgm", "btree_gist")
FEWEST_CONNECTIONS = 40
OLDEST_ROWS = 1_000_000_000  # transactions; PostgreSQL stops at twice as many
MANY_DEAD = 100_000
BEHIND = 64 * 1024**2  # bytes


def version() -> Found:
    """Which PostgreSQL it is, and whose."""
    number = server_version()
    where = "embedded" if settings.DATABASES["default"]["HOST"].startswith("/") else "given"
    return Found("database", True, f"PostgreSQL {number // 10000}.{number % 10000} ({where}).")


def tables() -> Found:
    """Whether they are of this version."""
    waiting = pending()
    if waiting:
        return Found(
            "tables", False, f"{waiting} migrations are to be run.",
            "Run `buckstop migrate`, or `buckstop doctor --fix --migrate`.",
        )  # fmt: skip
    return Found("tables", True, "They are of this version.")


def migrate() -> None:
    """Bring the tables up to this version: only where that was asked for."""
    bring_up()


def kept_settings() -> Iterator[Found]:
    """What PostgreSQL must do so that nothing is lost, and its connections."""
    chosen = dict(_rows("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)",
                        [[*MUST_BE_ON, "max_connections"]]))  # fmt: skip
    off = [name for name in MUST_BE_ON if chosen.get(name) == "off"]
    for name in off:
        do = f"ALTER SYSTEM SET {name} = on; then reload PostgreSQL."
        yield Found("settings", False, f"{name} is off. {MUST_BE_ON[name]}", do)
    most = int(chosen["max_connections"])
    if most < FEWEST_CONNECTIONS:
        do = f"Raise max_connections to {FEWEST_CONNECTIONS} or more, and start PostgreSQL again."
        yield note("settings", f"It takes {most} connections, which are few.", do)
    elif not off:
        yield Found("settings", True, f"It keeps what it says; {most} connections at most.")


def extensions() -> Found:
    """What our tables and searches are made with."""
    there = {name for (name,) in _rows("SELECT extname FROM pg_extension", [])}
    missing = [name for name in NEEDED if name not in there]
    if not missing:
        return Found("extensions", True, f"{' and '.join(NEEDED)} are there.")
    do = " ".join(f"CREATE EXTENSION {name};" for name in missing) + " as the database's owner."
    return Found("extensions", False, f"{' and '.join(missing)} aren't there.", do)


def upkeep() -> Found:
    """Whether dead rows are swept, and old ones frozen."""
    [(age,)] = _rows("SELECT age(datfrozenxid) FROM pg_database WHERE datname = current_database()",
                     [])  # fmt: skip
    if age > OLDEST_ROWS:
        says = f"Its oldest rows are {age:,} transactions old; at 2,147,483,647 it stops."
        return Found("upkeep", False, says, "VACUUM FREEZE, and find what holds autovacuum up.")
    dead = _rows(
        "SELECT relname, n_dead_tup FROM pg_stat_user_tables WHERE n_dead_tup > %s"
        " AND n_dead_tup > n_live_tup ORDER BY n_dead_tup DESC LIMIT 3", [MANY_DEAD],
    )  # fmt: skip
    if dead:
        named = ", ".join(f"{name} ({count:,})" for name, count in dead)
        says = f"More rows are dead than alive in {named}."
        return note("upkeep", says, "Look for transactions that stay open; else VACUUM those.")
    return Found("upkeep", True, f"Swept; its oldest rows are {age:,} transactions old.")


def replicas() -> Iterator[Found]:
    """Whether copies follow, and nobody keeps its log for one that is gone."""
    if _rows("SELECT 1 WHERE pg_is_in_recovery()", []):
        return
    idle = _rows("SELECT slot_name FROM pg_replication_slots WHERE NOT active", [])
    for (name,) in idle:
        says = f"The slot {name} keeps what nobody fetches: the disk fills."
        do = f"Start that replica, or SELECT pg_drop_replication_slot('{name}');"
        yield Found("replicas", False, says, do)
    if _rows("SELECT 1 FROM pg_stat_replication WHERE state IS NULL", []):
        do = "GRANT pg_monitor to our role."
        yield note("replicas", "Our role can't see how far replicas are behind.", do)
        return
    found = _rows(
        "SELECT application_name, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), 0)"
        " FROM pg_stat_replication", [],
    )  # fmt: skip
    late = [(name, int(behind)) for name, behind in found if behind > BEHIND]
    for name, behind in late:
        says = f"{name} is {behind / 1024**2:.0f} MiB behind."
        yield Found("replicas", False, says, "See its log, and the network between.")
    if found and not late:
        yield Found("replicas", True, f"{len(found)} follow closely.")
    elif not found:
        yield Found("replicas", True, "There is none.")


def own_replica() -> Iterator[Found]:
    """Whether that on which searches are read follows."""
    if not replica.is_given():
        return
    do = "Look at its log and at BUCKSTOP_REPLICA_URL; until then the primary answers all."
    try:
        with connections[replica.REPLICA].cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            [follows] = cursor.fetchone() or [False]
    except Error as failure:
        reason = str(failure).splitlines()[0]
        yield Found("searches", False, f"The replica doesn’t answer: {reason}", do)
        return
    says = "The replica answers and follows." if follows else "The replica follows no other server."
    yield Found("searches", follows, says, "" if follows else do)


def skew() -> Found:
    """Whether this machine and the database mean the same time."""
    before = clock.now()
    [(theirs,)] = _rows("SELECT clock_timestamp()", [])
    apart = abs(theirs - (before + (clock.now() - before) / 2))
    says = f"This machine's and the database's are {apart.total_seconds():.3f} s apart."
    do = "" if apart <= MOST_SKEW else "Let both machines keep time by NTP."
    return Found("clock", not do, says, do)


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


LOOKS: tuple[Look, ...] = (extensions, kept_settings, upkeep, replicas, own_replica, skew)
