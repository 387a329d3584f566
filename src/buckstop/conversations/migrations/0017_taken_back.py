import django.db.models.deletion
from django.db import migrations, models

from buckstop.ledger.guards import append_only


class Migration(migrations.Migration):
    """What hasn't left yet can be taken back."""

    dependencies = [("conversations", "0016_incoming")]

    operations = [
        migrations.AddField("message", "leaves_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="TakenBack",
            fields=[
                ("message", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="taken_back", serialize=False, to="conversations.message")),
                ("at", models.DateTimeField()),
            ],
        ),
        append_only("conversations_takenback"),
    ]
