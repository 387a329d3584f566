from django.db import migrations


class Migration(migrations.Migration):
    """The table of mail that came in is incoming's, which has taken it over."""

    dependencies = [
        ("conversations", "0015_letters"),
        ("incoming", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="Intake")]
        )
    ]
