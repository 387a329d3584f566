from django.db import migrations

from buckstop.ledger.guards import fixed_path


class Migration(migrations.Migration):
    """The guards' functions look for tables where the migrations made them, and nowhere else."""

    dependencies = [("ledger", "0002_guards")]

    operations = [
        fixed_path("buckstop_append_only()", "buckstop_guard_body()", "buckstop_guard_chain()"),
    ]
