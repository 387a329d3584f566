from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_zone_is_a_setting'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='house',
            name='zone',
        ),
    ]
