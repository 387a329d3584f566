import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0010_let_be'),
        ('ledger', '0006_erasing_is_on_record'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='delivery',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['made_at'], name='delivery_lately'),
        ),
    ]
