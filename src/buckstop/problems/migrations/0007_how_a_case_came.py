from django.db import migrations, models


class Migration(migrations.Migration):
    """A case knows how we came to know of it; of those before, only the ledger does."""

    dependencies = [("problems", "0006_found_by_parts")]

    operations = [
        migrations.AddField(
            "case",
            "how",
            models.CharField(
                max_length=7,
                choices=[
                    ("mail", "by mail"),
                    ("page", "on a page"),
                    ("phone", "on the phone"),
                    ("desk", "face to face"),
                    ("api", "through a program"),
                    ("noticed", "one of us noticed it"),
                ],
                default="mail",
            ),
        ),
    ]
