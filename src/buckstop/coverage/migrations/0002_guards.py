from django.db import migrations

SQL = """
CREATE FUNCTION buckstop_buck_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The lock makes moving the buck and leaving at the same moment wait for each other.
    PERFORM FROM people_person
        WHERE id IN (SELECT buck_stops_with_id FROM coverage_roster) FOR SHARE;
    IF EXISTS (SELECT FROM coverage_roster JOIN people_person
               ON people_person.id = coverage_roster.buck_stops_with_id
               WHERE people_person.deactivated_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the buck would stop with somebody who has left'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER buck_stays_person AFTER UPDATE OF deactivated_at ON people_person
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_buck_stays();
CREATE CONSTRAINT TRIGGER buck_stays_roster AFTER INSERT OR UPDATE ON coverage_roster
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_buck_stays();
"""


class Migration(migrations.Migration):
    """The person with whom the buck stops can't be removed."""

    dependencies = [("coverage", "0001_initial")]

    operations = [
        migrations.RunSQL(
            SQL,
            "DROP TRIGGER buck_stays_person ON people_person;"
            " DROP FUNCTION buckstop_buck_stays() CASCADE",
        )
    ]
