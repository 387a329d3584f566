from django.db import migrations

from buckstop.ledger.guards import fixed_path

HEAD = ("said_as", "subject", "message_id", "in_reply_to", "route", "remarks")
MESSAGE = f"""
CREATE OR REPLACE FUNCTION buckstop_guard_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'subject' = to_jsonb(OLD) - 'subject'
        AND buckstop_hides(NEW.subject, OLD.subject) THEN
        RETURN NEW;
    END IF;
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
FOUND_ANEW = """
DROP TRIGGER findable ON ledger_body;
CREATE TRIGGER findable AFTER UPDATE ON ledger_body FOR EACH ROW
WHEN (OLD.text IS NOT NULL AND OLD.text IS DISTINCT FROM NEW.text)
EXECUTE FUNCTION buckstop_erase_findable();
"""


class Migration(migrations.Migration):
    """What is blacked out is so in subjects too, and isn't found any more."""

    dependencies = [("conversations", "0024_scheduled"), ("ledger", "0007_blacked_out")]

    operations = [
        migrations.RunSQL(MESSAGE, migrations.RunSQL.noop),
        fixed_path("buckstop_guard_message()"),
        migrations.RunSQL(FOUND_ANEW, migrations.RunSQL.noop),
    ]
