"""The database itself, as PostgreSQL tells it."""

from buckstop.meters.measure import Measure

Measure(
    "database_bytes",
    "Size of the database on its disk.",
    lambda _: "SELECT pg_database_size(current_database())",
)
Measure(
    "database_connections",
    "Connections to the database, by the part of ours that has them (or others), and their state.",
    lambda _: (
        "SELECT CASE WHEN starts_with(application_name, 'buckstop ')"
        " THEN substr(application_name, 10) ELSE 'others' END, coalesce(state, 'hidden'), count(*)"
        " FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1, 2"
    ),
    labels=("part", "state"),
)
Measure(
    "database_connections_most",
    "Connections that the server takes.",
    lambda _: "SELECT current_setting('max_connections')::int",
)
Measure(
    "database_longest_transaction_seconds",
    "How long the oldest transaction has been open: it keeps what is dead from being swept.",
    lambda _: (
        "SELECT min(xact_start) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    ),
    age=True,
)
Measure(
    "database_transactions_until_wraparound",
    "Transactions until PostgreSQL must have frozen the oldest rows.",
    lambda _: "SELECT 2^31 - max(age(datfrozenxid)) FROM pg_database",
)
Measure(
    "database_deadlocks",
    "Deadlocks since PostgreSQL's statistics began; each was tried again.",
    lambda _: "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
)
Measure(
    "replication_lag_bytes",
    "How far each replica is behind in what it has applied (where our role may see it).",
    lambda _: (
        "SELECT application_name, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)"
        " FROM pg_stat_replication WHERE state IS NOT NULL AND NOT pg_is_in_recovery()"
    ),
    labels=("replica",),
)
Measure(
    "replication_lag_seconds",
    "How far each replica is behind in time, as it last said (where our role may see it).",
    lambda _: (
        "SELECT application_name, extract(epoch FROM replay_lag)"
        " FROM pg_stat_replication WHERE state IS NOT NULL"
    ),
    labels=("replica",),
)
Measure(
    "replication_slot_bytes",
    "What each replication slot keeps from being removed.",
    lambda _: (
        "SELECT slot_name, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)"
        " FROM pg_replication_slots WHERE NOT pg_is_in_recovery()"
    ),
    labels=("slot",),
)
