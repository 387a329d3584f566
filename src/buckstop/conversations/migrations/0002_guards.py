from django.db import migrations

from buckstop.ledger.guards import append_only


class Migration(migrations.Migration):
    """What was said, and what was tried, is for ever."""

    dependencies = [("conversations", "0001_initial"), ("ledger", "0002_guards")]

    operations = [
        append_only("conversations_message"),
        append_only("conversations_attachment"),
        append_only("conversations_widening"),
        append_only("conversations_attempt"),
    ]
