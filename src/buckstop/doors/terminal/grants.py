"""What the application's role may do in a database that the owner's role migrated."""

from django.db import connection

from buckstop.kit.postgres.creation import APPLICATION

SQL = f"""
REVOKE CREATE ON SCHEMA public FROM PUBLIC, {APPLICATION};
GRANT USAGE ON SCHEMA public TO {APPLICATION};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APPLICATION};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APPLICATION};
"""

GUARDED = """
SELECT tgrelid::regclass::text FROM pg_trigger
WHERE tgfoid = 'buckstop_append_only'::regproc AND tgtype & 16 = 16 AND tgtype & 1 = 1
"""
"""The tables whose rows a trigger keeps from being updated: nobody needs the right to try."""


def grant() -> None:
    """Grant the application what it needs and no more; nothing where there is one role for all.

    Without TEMPORARY and CREATE it can make no table that stands before one of ours.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, EXISTS (SELECT FROM pg_roles WHERE rolname = %s)",
                       [APPLICATION])  # fmt: skip
        user, there = cursor.fetchone() or ("", False)
        if not there or user == APPLICATION:
            return
        name = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
        cursor.execute(f"REVOKE CREATE, TEMPORARY ON DATABASE {name} FROM PUBLIC, {APPLICATION}")
        cursor.execute(SQL)
        cursor.execute(GUARDED)
        for (table,) in cursor.fetchall():
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APPLICATION}")
