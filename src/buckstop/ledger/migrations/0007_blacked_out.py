from django.db import migrations

from buckstop.ledger.guards import fixed_path

# What is left of a text is the text with bars in it: nothing in it says something else.
HIDES = """
CREATE FUNCTION buckstop_hides(here text, said text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT here <> said AND said LIKE replace(
        replace(replace(replace(here, E'\\\\', E'\\\\\\\\'), '%', E'\\\\%'), '_', E'\\\\_'), '████', '%')
$$;
CREATE OR REPLACE FUNCTION buckstop_guard_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id = OLD.id AND NEW.digest = OLD.digest AND NEW.raw IS NULL
        AND NEW.erased_at IS NOT NULL AND (
            (NEW.text IS NULL AND NEW.salt IS NULL)
            OR (OLD.raw IS NULL AND NEW.salt IS NOT NULL AND buckstop_hides(NEW.text, OLD.text))
        ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a body can be erased, not rewritten' USING ERRCODE = 'restrict_violation';
END $$;
"""
ERASED_ONLY = """
CREATE OR REPLACE FUNCTION buckstop_guard_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id = OLD.id AND NEW.digest = OLD.digest AND NEW.text IS NULL AND NEW.raw IS NULL
        AND NEW.salt IS NULL AND NEW.erased_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a body can be erased, not rewritten' USING ERRCODE = 'restrict_violation';
END $$;
DROP FUNCTION buckstop_hides(text, text);
"""


class Migration(migrations.Migration):
    """Words in a text may be blacked out; an entry says so, as where it is erased."""

    dependencies = [("ledger", "0006_erasing_is_on_record")]

    operations = [
        migrations.RunSQL(HIDES, ERASED_ONLY),
        fixed_path("buckstop_guard_body()", "buckstop_hides(text, text)"),
    ]
