"""SQL that makes the database hold the guarantees; used by every app's migrations."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION buckstop_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION buckstop_guard_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id = OLD.id AND NEW.digest = OLD.digest AND NEW.text IS NULL AND NEW.raw IS NULL
        AND NEW.salt IS NULL AND NEW.erased_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a body can be erased, not rewritten' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION buckstop_guard_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id = OLD.id AND NEW.subject = OLD.subject AND NEW.length > OLD.length THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a chain only grows' USING ERRCODE = 'restrict_violation';
END $$;
"""


def append_only(table: str) -> migrations.RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE on `table`."""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION buckstop_append_only();
        CREATE TRIGGER {table}_table BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION buckstop_append_only();
        """,
        f"DROP TRIGGER {table}_rows ON {table}; DROP TRIGGER {table}_table ON {table}",
    )


def guarded(table: str, function: str) -> migrations.RunSQL:
    """Let `function` judge every UPDATE of `table`; refuse DELETE and TRUNCATE."""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {table}_rows BEFORE UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {function}();
        CREATE TRIGGER {table}_gone BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION buckstop_append_only();
        CREATE TRIGGER {table}_table BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION buckstop_append_only();
        """,
        f"DROP TRIGGER {table}_rows ON {table}; DROP TRIGGER {table}_gone ON {table};"
        f" DROP TRIGGER {table}_table ON {table}",
    )


def fixed_path(*functions: str) -> migrations.RunSQL:
    """Let `functions` find the tables of `public`, whatever a session has for a search path.

    Temporary tables come last: where the path doesn't name them they would come first, and one
    called `problems_problem` would stand before the real one.
    """
    return migrations.RunSQL(
        [f"ALTER FUNCTION {f} SET search_path = pg_catalog, public, pg_temp" for f in functions],
        [f"ALTER FUNCTION {f} RESET search_path" for f in functions],
    )
