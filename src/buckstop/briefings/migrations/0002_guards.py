from django.db import migrations

from buckstop.ledger.guards import append_only


class Migration(migrations.Migration):
    """What was written is never changed: another sentence is another row."""

    dependencies = [("briefings", "0001_initial")]

    operations = [append_only("briefings_statement")]
