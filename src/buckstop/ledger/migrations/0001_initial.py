import buckstop.kit.ids
import buckstop.ledger.models
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(
        ),
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=20)),
                ('length', models.PositiveIntegerField(default=0)),
                ('head', models.BinaryField(default=b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00')),
                ('last_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(null=True)),
                ('raw', models.BinaryField(null=True)),
                ('salt', models.BinaryField(null=True)),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('erased_at', models.DateTimeField(null=True)),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.F('text'), output_field=django.contrib.postgres.search.SearchVectorField(), template="to_tsvector('simple'::regconfig, left(coalesce(%(expressions)s, ''), 60000))"), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=True, fields=['search'], name='body_search')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('salt', models.BinaryField()),
                ('seal', models.BinaryField()),
                ('hash', models.BinaryField()),
                ('code', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('audience', models.CharField(max_length=10)),
                ('actor_kind', models.CharField(max_length=10)),
                ('actor_id', models.UUIDField(null=True)),
                ('cases', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list)),
                ('transaction', buckstop.ledger.models.Xid8Field(db_default=buckstop.ledger.models.CurrentTransaction())),
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.chain')),
            ],
            options={
                'indexes': [models.Index(fields=['transaction', 'id'], name='entry_feed')],
                'constraints': [models.UniqueConstraint(fields=('chain', 'number'), name='entry_number')],
            },
        ),
        migrations.CreateModel(
            name='Following',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('reaction', models.CharField(max_length=80)),
                ('done_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('failed_at', models.DateTimeField(null=True)),
                ('error', models.TextField(default='')),
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.chain')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followings', to='ledger.entry')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['id'], name='following_open'), models.Index(condition=models.Q(('done_at__isnull', True)), fields=['chain', 'id'], name='following_in_chain')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'reaction'), name='following_once')],
            },
        ),
    ]
