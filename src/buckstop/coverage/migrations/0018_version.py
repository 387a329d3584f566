import uuid

from django.db import migrations, models

from buckstop.ledger.guards import fixed_path

TABLES = (
    "roster", "shift", "rotation", "seat", "override", "absence", "swap", "place", "team",
    "servicelevel", "pace", "growth",
)  # fmt: skip

SQL = [
    """
CREATE FUNCTION buckstop_rosters_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE coverage_version SET stamp = gen_random_uuid();
    RETURN NULL;
END $$""",
    "INSERT INTO coverage_version (id, stamp) VALUES (1, gen_random_uuid())",
    *(
        f"CREATE TRIGGER rosters_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
        f" ON coverage_{table} FOR EACH STATEMENT EXECUTE FUNCTION buckstop_rosters_changed()"
        for table in TABLES
    ),
    # of people only who can be on duty, and what they are called; not each customer whom we meet
    """
CREATE TRIGGER rosters_changed AFTER UPDATE OF public_name, role, deactivated_at ON people_person
    FOR EACH ROW WHEN (OLD.public_name IS DISTINCT FROM NEW.public_name
        OR OLD.role IS DISTINCT FROM NEW.role
        OR OLD.deactivated_at IS DISTINCT FROM NEW.deactivated_at)
    EXECUTE FUNCTION buckstop_rosters_changed()""",
]


class Migration(migrations.Migration):
    """What rosters are made of has a stamp, which changes with each of its rows."""

    dependencies = [
        ("coverage", "0017_learned"),
        ("people", "0019_barred_and_networks_of_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("stamp", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.RunSQL(SQL, "DROP FUNCTION buckstop_rosters_changed() CASCADE"),
        fixed_path("buckstop_rosters_changed()"),
    ]
