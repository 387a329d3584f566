from django.db import migrations


class Migration(migrations.Migration):
    """The tables of what leaves are the outbox's, which has taken them over."""

    dependencies = [
        ("conversations", "0013_findable_finds_its_tables"),
        ("outbox", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="Attempt"),
                migrations.DeleteModel(name="Delivery"),
                migrations.DeleteModel(name="Outage"),
            ]
        )
    ]
