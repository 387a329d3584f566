from django.db import migrations

# What an admin chose stays chosen: the zone is a setting like others from now on.
MOVE = """
INSERT INTO configuration_chosen (name, value)
SELECT 'zone', zone FROM people_house WHERE zone <> '' ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):

    dependencies = [
        ('configuration', '0001_initial'),
        ('people', '0004_who_is_the_first'),
    ]

    operations = [migrations.RunSQL(MOVE, migrations.RunSQL.noop)]
