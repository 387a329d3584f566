from django.db import migrations

from buckstop.ledger.guards import fixed_path

FUNCTIONS = """
CREATE OR REPLACE FUNCTION buckstop_part_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM buckstop_check_problem(OLD.problem_id);
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.problem_id <> OLD.problem_id) THEN
        PERFORM buckstop_check_problem(NEW.problem_id);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION buckstop_person_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM problems_tenure WHERE person_id = NEW.id AND ends_at IS NULL) THEN
        RETURN NULL;
    END IF;
    IF NEW.deactivated_at IS NOT NULL THEN
        RAISE EXCEPTION 'G1: % still owns problems', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.role NOT IN ('front line', 'lead', 'executive', 'admin') THEN
        RAISE EXCEPTION 'G1: % still owns problems, which a % may not', NEW.id, NEW.role
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION buckstop_owner_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner record;
BEGIN
    IF NEW.ends_at IS NOT NULL THEN
        RETURN NULL;
    END IF;
    -- The lock makes this and somebody's leaving at the same moment wait for each other.
    SELECT role, deactivated_at INTO owner FROM people_person WHERE id = NEW.person_id FOR SHARE;
    IF NOT FOUND OR owner.deactivated_at IS NOT NULL THEN
        RAISE EXCEPTION 'G1: % has left and can own nothing', NEW.person_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF owner.role NOT IN ('front line', 'lead', 'executive', 'admin') THEN
        RAISE EXCEPTION 'G1: % is a % and can own nothing', NEW.person_id, owner.role
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""

# No list of columns: whatever is changed, the guarantees are looked at.
TRIGGERS = """
DROP TRIGGER problem_holds ON problems_problem;
DROP TRIGGER tenure_holds ON problems_tenure;
DROP TRIGGER commitment_holds ON problems_commitment;
DROP TRIGGER commitment_begins ON problems_commitment;
DROP TRIGGER person_leaves ON people_person;
CREATE CONSTRAINT TRIGGER problem_holds
    AFTER INSERT OR UPDATE ON problems_problem
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_problem_holds();
CREATE CONSTRAINT TRIGGER tenure_holds
    AFTER INSERT OR UPDATE OR DELETE ON problems_tenure
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_part_holds();
CREATE CONSTRAINT TRIGGER commitment_holds
    AFTER INSERT OR UPDATE OR DELETE ON problems_commitment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_part_holds();
CREATE CONSTRAINT TRIGGER person_leaves
    AFTER UPDATE ON people_person
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_person_leaves();
"""


class Migration(migrations.Migration):
    """G1 and G2 look at every change, find the tables where they are, and know who may own."""

    dependencies = [
        ("problems", "0004_held_cases"),
        ("ledger", "0003_guards_find_the_tables"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
        fixed_path(
            "buckstop_check_problem(uuid)",
            "buckstop_problem_holds()",
            "buckstop_part_holds()",
            "buckstop_person_leaves()",
            "buckstop_owner_is_there()",
        ),
    ]
