import buckstop.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='Handing',
            fields=[
                ('delivery', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='conversations.delivery')),
                ('held_by', models.UUIDField()),
                ('came', models.CharField(blank=True, max_length=9)),
                ('code', models.PositiveSmallIntegerField(default=0)),
                ('sentence', models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.RunSQL(
            'ALTER TABLE conversations_handing SET UNLOGGED',
            'ALTER TABLE conversations_handing SET LOGGED',
        ),
        migrations.AddField(
            model_name='delivery',
            name='held_by',
            field=models.UUIDField(null=True),
        ),
        migrations.CreateModel(
            name='Outage',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('why', models.CharField(max_length=500)),
                ('tries', models.PositiveIntegerField(default=1)),
                ('next_try_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.Value(1), condition=models.Q(('ended_at', None)), name='outage_one_at_a_time')],
            },
        ),
    ]
