from django.db import migrations, models


class Migration(migrations.Migration):
    """A case that was asked is held while a person must decide; a word may come by their link."""

    dependencies = [("problems", "0003_nearest_titles")]

    operations = [
        migrations.AddField("case", "held_since", models.DateTimeField(null=True)),
        migrations.AddField(
            "case",
            "held_because",
            models.CharField(
                max_length=9,
                choices=[
                    ("answered", "They wrote after we asked"),
                    ("unreached", "What we wrote didn't reach them"),
                ],
                default="",
                blank=True,
            ),
        ),
        migrations.AlterField(
            "word",
            "how",
            models.CharField(
                max_length=5,
                choices=[
                    ("page", "on the page"),
                    ("link", "by their link"),
                    ("mail", "by mail"),
                    ("phone", "on the phone"),
                ],
            ),
        ),
    ]
