from django.db import migrations

SQL = """
UPDATE people_person SET unnamed = true
WHERE name = 'The first admin' AND email = 'admin@localhost' AND deactivated_at IS NULL
"""


class Migration(migrations.Migration):
    """Whom an older Buckstop called "The first admin" is asked who they are."""

    dependencies = [("people", "0003_found_by_parts")]

    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
