from django.db import migrations

from buckstop.ledger.guards import fixed_path


class Migration(migrations.Migration):
    """What keeps messages findable looks for tables where the migrations made them."""

    dependencies = [("conversations", "0012_noted_words")]

    operations = [fixed_path("buckstop_add_findable()", "buckstop_erase_findable()")]
