from django.db import migrations

SQL = """
CREATE UNLOGGED TABLE components_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX components_cache_expires ON components_cache (expires);
"""


class Migration(migrations.Migration):
    """Django's cache in the database (as `createcachetable` makes it): all processes share it."""

    dependencies = [("components", "0001_initial")]

    operations = [migrations.RunSQL(SQL, "DROP TABLE components_cache")]
