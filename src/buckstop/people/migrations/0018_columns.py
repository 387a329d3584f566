from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0017_last_day")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="columns",
            field=ArrayField(models.CharField(max_length=20), null=True),
        ),
    ]
