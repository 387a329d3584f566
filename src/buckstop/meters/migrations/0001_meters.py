from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """Unlogged, and with room in each page: the same few rows are written again and again."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Total",
            fields=[
                ("key", models.CharField(max_length=250, primary_key=True, serialize=False)),
                ("numbers", ArrayField(base_field=models.FloatField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name="Process",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("part", models.CharField(max_length=20)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("levels", models.JSONField()),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE meters_total SET UNLOGGED, SET (fillfactor = 50);"
            "ALTER TABLE meters_process SET UNLOGGED, SET (fillfactor = 50)",
            "ALTER TABLE meters_total SET LOGGED; ALTER TABLE meters_process SET LOGGED",
        ),
    ]
