from django.db import migrations

SQL = """
UPDATE coverage_roster SET zone = '';
UPDATE coverage_servicelevel SET zone = '';
"""


class Migration(migrations.Migration):
    """What was copied from BUCKSTOP_ZONE at the first start follows it again."""

    dependencies = [("coverage", "0004_house")]

    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
