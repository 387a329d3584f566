from django.db import migrations

SQL = """
CREATE FUNCTION buckstop_needs_no_circle() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    circle boolean;
BEGIN
    -- Two that each close half of a circle at the same moment wait for each other.
    PERFORM pg_advisory_xact_lock(7240011);
    WITH RECURSIVE reached (service) AS (
        SELECT NEW.on_id
        UNION
        SELECT needs.on_id FROM services_dependency AS needs
        JOIN reached ON needs.service_id = reached.service
        WHERE needs.until IS NULL
    )
    SELECT EXISTS (SELECT FROM reached WHERE service = NEW.service_id) INTO circle;
    IF circle THEN
        RAISE EXCEPTION 'a service would need itself'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER needs_no_circle AFTER INSERT OR UPDATE OF service_id, on_id, until
    ON services_dependency FOR EACH ROW WHEN (NEW.until IS NULL)
    EXECUTE FUNCTION buckstop_needs_no_circle();
"""


class Migration(migrations.Migration):
    """Nothing needs itself, not by any way round."""

    dependencies = [("services", "0001_services")]

    operations = [
        migrations.RunSQL(
            SQL,
            "DROP TRIGGER needs_no_circle ON services_dependency;"
            " DROP FUNCTION buckstop_needs_no_circle()",
        )
    ]
