import psycopg, pytest
from buckstop.problems.tests import test_concurrency as c
pytestmark = pytest.mark.django_db(transaction=True)
SQL="""CREATE OR REPLACE FUNCTION buckstop_owner_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ends_at IS NULL AND EXISTS (
        SELECT FROM people_person WHERE id = NEW.person_id AND deactivated_at IS NOT NULL) THEN
        RAISE EXCEPTION 'G1: % has left and can own nothing', NEW.person_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;"""
@pytest.mark.parametrize("t",[c.test_nobody_leaves_while_a_problem_becomes_theirs,c.test_no_problem_becomes_theirs_while_somebody_leaves])
def test_x(test_database, t):
    with psycopg.connect(test_database.owner_url,autocommit=True) as x: x.execute(SQL)
    t()
