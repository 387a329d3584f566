from django.db import migrations

from buckstop.ledger.guards import append_only

SQL = """
CREATE SEQUENCE problem_number START 1001;

CREATE FUNCTION buckstop_check_problem(key uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    problem record;
BEGIN
    SELECT state, owner_id, news_due, number INTO problem FROM problems_problem WHERE id = key;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF problem.state = 'closed' THEN
        IF EXISTS (SELECT FROM problems_tenure WHERE problem_id = key AND ends_at IS NULL)
            OR EXISTS (SELECT FROM problems_commitment
                       WHERE problem_id = key AND ended_at IS NULL) THEN
            RAISE EXCEPTION 'P-% is closed but something is still owed or owned', problem.number
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN;
    END IF;
    IF NOT EXISTS (SELECT FROM problems_tenure WHERE problem_id = key AND ends_at IS NULL
                   AND person_id = problem.owner_id) THEN
        RAISE EXCEPTION 'G1: P-% would have no owner', problem.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM problems_commitment WHERE problem_id = key AND kind = 'update'
                   AND ended_at IS NULL AND due = problem.news_due) THEN
        RAISE EXCEPTION 'G2: P-% would have no open promise of news', problem.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END $$;

CREATE FUNCTION buckstop_problem_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM buckstop_check_problem(NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION buckstop_part_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM buckstop_check_problem(OLD.problem_id);
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.problem_id <> OLD.problem_id) THEN
        PERFORM buckstop_check_problem(NEW.problem_id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION buckstop_person_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.deactivated_at IS NOT NULL AND EXISTS (
        SELECT FROM problems_tenure WHERE person_id = NEW.id AND ends_at IS NULL) THEN
        RAISE EXCEPTION 'G1: % still owns problems', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION buckstop_owner_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ends_at IS NOT NULL THEN
        RETURN NULL;
    END IF;
    -- The lock makes this and somebody's leaving at the same moment wait for each other.
    PERFORM FROM people_person WHERE id = NEW.person_id AND deactivated_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'G1: % has left and can own nothing', NEW.person_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER problem_holds
    AFTER INSERT OR UPDATE OF state, owner_id, news_due ON problems_problem
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_problem_holds();
CREATE CONSTRAINT TRIGGER tenure_holds
    AFTER UPDATE OR DELETE ON problems_tenure
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_part_holds();
CREATE CONSTRAINT TRIGGER commitment_holds
    AFTER UPDATE OF state, ended_at, due, problem_id OR DELETE ON problems_commitment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_part_holds();
CREATE CONSTRAINT TRIGGER commitment_begins
    AFTER INSERT ON problems_commitment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_part_holds();
CREATE CONSTRAINT TRIGGER tenure_person
    AFTER INSERT OR UPDATE ON problems_tenure
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_owner_is_there();
CREATE CONSTRAINT TRIGGER person_leaves
    AFTER UPDATE OF deactivated_at ON people_person
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION buckstop_person_leaves();
"""

BACK = """
DROP TRIGGER person_leaves ON people_person;
DROP FUNCTION buckstop_check_problem(uuid) CASCADE;
DROP FUNCTION buckstop_problem_holds() CASCADE;
DROP FUNCTION buckstop_part_holds() CASCADE;
DROP FUNCTION buckstop_person_leaves() CASCADE;
DROP FUNCTION buckstop_owner_is_there() CASCADE;
DROP SEQUENCE problem_number;
"""


class Migration(migrations.Migration):
    """G1 and G2, held by the database at the end of every transaction."""

    dependencies = [("problems", "0001_initial"), ("ledger", "0002_guards")]

    operations = [
        migrations.RunSQL(SQL, BACK),
        append_only("problems_understanding"),
        append_only("problems_word"),
    ]
