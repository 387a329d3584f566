"""How often planned work was promised anew, which its place in calendars says."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signals", "0008_planned_work")]

    operations = [
        migrations.AddField(
            model_name="plannedwork",
            name="moves",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
