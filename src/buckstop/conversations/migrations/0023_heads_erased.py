from django.db import migrations

from buckstop.ledger.guards import fixed_path, guarded

# What a head says may be emptied once what was said is erased; nothing else of a message changes.
HEAD = ("said_as", "subject", "message_id", "in_reply_to", "route", "remarks")
MESSAGE = f"""
CREATE FUNCTION buckstop_guard_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - ARRAY{list(HEAD)} = to_jsonb(OLD) - ARRAY{list(HEAD)}
        AND {" AND ".join(f"NEW.{name} IN (OLD.{name}, '')" for name in HEAD)}
        AND NOT EXISTS (
            SELECT 1 FROM ledger_body
            WHERE id IN (OLD.text_id, OLD.quoted_id, OLD.html_id, OLD.raw_id) AND erased_at IS NULL
        ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a message can be emptied once it is erased, not rewritten'
        USING ERRCODE = 'restrict_violation';
END $$;
"""
ERASED_BEFORE = f"""
UPDATE conversations_message SET {", ".join(f"{name} = ''" for name in HEAD)}
WHERE text_id IN (SELECT id FROM ledger_body WHERE erased_at IS NOT NULL) AND NOT EXISTS (
    SELECT 1 FROM ledger_body WHERE id IN (quoted_id, html_id, raw_id) AND erased_at IS NULL
);
UPDATE conversations_attachment SET name = '(erased)'
WHERE file_id IN (SELECT id FROM ledger_body WHERE erased_at IS NOT NULL);
"""
ATTACHMENT = """
CREATE FUNCTION buckstop_guard_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'name' = to_jsonb(OLD) - 'name' AND NEW.name = '(erased)'
        AND EXISTS (SELECT 1 FROM ledger_body WHERE id = OLD.file_id AND erased_at IS NOT NULL)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a file can be erased, not rewritten' USING ERRCODE = 'restrict_violation';
END $$;
"""


def _guarded(table, function, body):
    return [
        migrations.RunSQL(body, f"DROP FUNCTION {function}()"),
        migrations.RunSQL(
            f"DROP TRIGGER {table}_rows ON {table}; DROP TRIGGER {table}_table ON {table}",
            migrations.RunSQL.noop,
        ),
        guarded(table, function),
        fixed_path(f"{function}()"),
    ]


class Migration(migrations.Migration):
    """Who is forgotten is forgotten in the heads of mails, and in the names of files."""

    dependencies = [("conversations", "0022_imported")]

    operations = [
        *_guarded("conversations_message", "buckstop_guard_message", MESSAGE),
        *_guarded("conversations_attachment", "buckstop_guard_attachment", ATTACHMENT),
        migrations.RunSQL(ERASED_BEFORE, migrations.RunSQL.noop),
    ]
