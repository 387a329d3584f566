import buckstop.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What was written and leaves at a chosen time."""

    dependencies = [
        ('conversations', '0023_heads_erased'),
        ('ledger', '0006_erasing_is_on_record'),
        ('problems', '0026_why_so_easy'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Scheduled',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField()),
                ('after', models.PositiveIntegerField()),
                ('leaves_at', models.DateTimeField()),
                ('next_due', models.DateTimeField(null=True)),
                ('overruled', models.JSONField(default=list)),
                ('ended_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('left', 'It left at its time'), ('taken-back', 'Somebody took it back'), ('stopped', 'Something changed meanwhile, and it didn’t leave')], max_length=10)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='problems.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='problems.problem')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
            ],
        ),
        migrations.CreateModel(
            name='ScheduledFile',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(max_length=120)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
                ('scheduled', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='conversations.scheduled')),
            ],
        ),
        migrations.AddIndex(
            model_name='scheduled',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['leaves_at'], name='scheduled_leaves'),
        ),
        migrations.AddIndex(
            model_name='scheduled',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['problem'], name='scheduled_waiting'),
        ),
        migrations.AddConstraint(
            model_name='scheduled',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('outcome', '')), models.Q(('ended_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='scheduled_ended_somehow'),
        ),
    ]
