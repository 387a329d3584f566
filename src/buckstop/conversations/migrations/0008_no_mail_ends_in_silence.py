from django.db import migrations, models


class Migration(migrations.Migration):
    """The database refuses a mail that is done and became nothing."""

    dependencies = [("conversations", "0007_note_what_mail_became")]

    operations = [
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('done_at__isnull', True), models.Q(('became', ''), _negated=True), _connector='OR'), name='intake_done_became'),
        ),
    ]
