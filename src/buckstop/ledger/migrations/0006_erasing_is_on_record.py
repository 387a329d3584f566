from django.db import migrations

from buckstop.ledger.guards import fixed_path

SQL = """
CREATE FUNCTION buckstop_erased_on_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger_entry
        WHERE transaction = pg_current_xact_id() AND code = 'bodies-erased'
            AND position(convert_to(NEW.digest, 'UTF8') IN content) > 0) THEN
        RAISE EXCEPTION 'body % would be erased, and no entry says so', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER body_erased_on_record
    AFTER UPDATE ON ledger_body
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_erased_on_record();
"""


class Migration(migrations.Migration):
    """A body may be emptied in the transaction that writes the entry which says so, only there."""

    dependencies = [("ledger", "0005_no_word_index")]

    operations = [
        migrations.RunSQL(SQL, "DROP FUNCTION buckstop_erased_on_record() CASCADE"),
        fixed_path("buckstop_erased_on_record()"),
    ]
