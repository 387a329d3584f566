from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0004_outbox_keeps_track'),
    ]

    operations = [
        migrations.AlterField(
            model_name='loginmail',
            name='kind',
            field=models.CharField(choices=[('link', 'A link for who forgot their password'), ('invitation', 'A link for who is new'), ('changed', 'Their password was changed'), ('trial', 'Whether mail leaves')], max_length=10),
        ),
    ]
