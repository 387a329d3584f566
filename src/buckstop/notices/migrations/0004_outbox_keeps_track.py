import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What has become of a mail to staff stands in its delivery."""

    dependencies = [("notices", "0003_outbox")]

    operations = [
        migrations.RemoveIndex(model_name="loginmail", name="log_in_mail_due"),
        migrations.RemoveField(model_name="loginmail", name="done_at"),
        migrations.RemoveField(model_name="loginmail", name="next_try_at"),
        migrations.AddField(
            model_name="notice",
            name="delivery",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="outbox.delivery"),
        ),
    ]
