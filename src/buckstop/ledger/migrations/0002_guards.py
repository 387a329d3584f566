from django.db import migrations

from buckstop.ledger.guards import FUNCTIONS, append_only, guarded


class Migration(migrations.Migration):
    """Entries are for ever; bodies may be emptied; chains only grow."""

    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FUNCTIONS,
            "DROP FUNCTION buckstop_append_only, buckstop_guard_body, buckstop_guard_chain",
        ),
        append_only("ledger_entry"),
        guarded("ledger_body", "buckstop_guard_body"),
        guarded("ledger_chain", "buckstop_guard_chain"),
    ]
