"""Logs of others; and a question as one value: what was found is made anew, and is no loss."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import buckstop.kit.ids


class Migration(migrations.Migration):

    dependencies = [
        ('journeys', '0001_journeys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name='View'),
        migrations.CreateModel(
            name='Log',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, unique=True)),
                ('file', models.CharField(max_length=200)),
                ('brought_at', models.DateTimeField()),
                ('names', models.JSONField(default=list)),
                ('columns', models.JSONField(default=dict)),
                ('given', models.BinaryField(null=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('refused', models.TextField(blank=True, default='')),
                ('found', models.JSONField(default=dict)),
                ('report', models.JSONField(default=dict)),
                ('remarks', models.BinaryField(null=True)),
                ('kept', models.BinaryField(null=True)),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='View',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=64, unique=True)),
                ('asked', models.JSONField()),
                ('is_usual', models.BooleanField()),
                ('asked_at', models.DateTimeField()),
                ('made_at', models.DateTimeField(null=True)),
                ('found', models.JSONField(null=True)),
                ('behind', models.JSONField(null=True)),
                ('log', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='views', to='journeys.log')),
            ],
        ),
    ]
