from django.db import migrations

from buckstop.ledger.guards import fixed_path

SQL = """
CREATE OR REPLACE FUNCTION buckstop_buck_stays() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF EXISTS (SELECT FROM coverage_roster JOIN people_person
               ON people_person.id = coverage_roster.buck_stops_with_id
               WHERE role NOT IN ('front line', 'lead', 'executive', 'admin')) THEN
        RAISE EXCEPTION 'the buck would stop with somebody who can own nothing'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER buck_stays_person ON people_person;
CREATE CONSTRAINT TRIGGER buck_stays_person
    AFTER UPDATE OF deactivated_at, role ON people_person
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_buck_stays();
"""


class Migration(migrations.Migration):
    """Nor can the buck be left with somebody who may own nothing."""

    dependencies = [
        ("coverage", "0002_guards"),
        ("ledger", "0003_guards_find_the_tables"),
    ]

    operations = [
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
        fixed_path("buckstop_buck_stays()"),
    ]
