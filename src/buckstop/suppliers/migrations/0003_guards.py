from django.db import migrations

from buckstop.ledger.guards import append_only


class Migration(migrations.Migration):
    """What was said between a supplier and us is never changed."""

    dependencies = [("suppliers", "0002_asks")]

    operations = [append_only("suppliers_askmessage"), append_only("suppliers_askfile")]
