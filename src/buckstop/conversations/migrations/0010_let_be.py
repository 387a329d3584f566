from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0009_marks_in_a_file'),
        ('ledger', '0006_erasing_is_on_record'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='delivery',
            name='delivery_trouble',
        ),
        migrations.AddField(
            model_name='delivery',
            name='let_be_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('let_be_at__isnull', True), ('state__in', ['uncertain', 'failed', 'bounced'])), fields=['made_at'], name='delivery_trouble'),
        ),
    ]
