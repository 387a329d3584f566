import buckstop.kit.ids
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

TABLES = """
ALTER TABLE conversations_delivery RENAME TO outbox_delivery;
ALTER TABLE conversations_attempt RENAME TO outbox_attempt;
ALTER TABLE conversations_outage RENAME TO outbox_outage;
ALTER TRIGGER conversations_attempt_rows ON outbox_attempt RENAME TO outbox_attempt_rows;
ALTER TRIGGER conversations_attempt_table ON outbox_attempt RENAME TO outbox_attempt_table;
"""
MESSAGE_IS_OWNER = """
ALTER TABLE outbox_delivery RENAME COLUMN message_id TO owner;
ALTER TABLE outbox_delivery DROP CONSTRAINT delivery_once;
DO $$
DECLARE found text;
BEGIN
    FOR found IN
        SELECT c.conname FROM pg_constraint c
        WHERE c.conrelid = 'outbox_delivery'::regclass AND c.contype = 'f'
            AND c.confrelid = 'conversations_message'::regclass
    LOOP
        EXECUTE format('ALTER TABLE outbox_delivery DROP CONSTRAINT %I', found);
    END LOOP;
    FOR found IN
        SELECT i.indexrelid::regclass::text FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = 'outbox_delivery'::regclass AND i.indnatts = 1 AND a.attname = 'owner'
    LOOP
        EXECUTE format('DROP INDEX %s', found);
    END LOOP;
END $$;
CREATE INDEX delivery_owner ON outbox_delivery (owner);
"""
COLUMNS = """
ALTER TABLE outbox_delivery
    ADD COLUMN kind varchar(20) NOT NULL DEFAULT 'letter',
    ADD COLUMN channel varchar(20) NOT NULL DEFAULT 'smtp',
    ADD COLUMN expires_at timestamptz NULL,
    ADD COLUMN head_of_id uuid NULL
        CONSTRAINT outbox_delivery_head_of_fk REFERENCES ledger_chain (id)
        DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE outbox_delivery ALTER COLUMN kind DROP DEFAULT, ALTER COLUMN channel DROP DEFAULT;
CREATE INDEX outbox_delivery_head_of ON outbox_delivery (head_of_id);
CREATE UNIQUE INDEX delivery_once ON outbox_delivery (owner, address, channel, kind)
    WHERE NOT (address = '(erased)');
DROP INDEX delivery_under_way;
CREATE INDEX delivery_under_way ON outbox_delivery (channel, next_try_at)
    WHERE state IN ('pending', 'handing');
ALTER TABLE outbox_outage ADD COLUMN channel varchar(20) NOT NULL DEFAULT 'smtp';
ALTER TABLE outbox_outage ALTER COLUMN channel DROP DEFAULT;
DROP INDEX outage_one_at_a_time;
CREATE UNIQUE INDEX outage_one_at_a_time ON outbox_outage (channel) WHERE ended_at IS NULL;
ALTER TABLE outbox_attempt ALTER COLUMN chain_id DROP NOT NULL;
"""


class Migration(migrations.Migration):
    """The tables of what leaves come from conversations, with everything in them."""

    initial = True

    dependencies = [("conversations", "0013_findable_finds_its_tables")]

    operations = [
        migrations.RunSQL(
            [TABLES, MESSAGE_IS_OWNER, COLUMNS],
            state_operations=[
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(max_length=20)),
                        ('owner', models.UUIDField()),
                        ('channel', models.CharField(default='smtp', max_length=20)),
                        ('address', models.CharField(max_length=254)),
                        ('copy', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[('pending', 'Waiting to leave'), ('handing', 'Being handed over'), ('sent', 'Taken by the next server'), ('uncertain', 'May or may not have left'), ('failed', 'Refused'), ('bounced', 'Came back'), ('dropped', 'Not needed any more')], default='pending', max_length=9)),
                        ('made_at', models.DateTimeField()),
                        ('next_try_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField(null=True)),
                        ('tries', models.PositiveSmallIntegerField(default=0)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('why', models.CharField(blank=True, max_length=500)),
                        ('held_by', models.UUIDField(null=True)),
                        ('let_be_at', models.DateTimeField(null=True)),
                        ('head_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.chain')),
                        ('raw', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
                    ],
                ),
                migrations.CreateModel(
                    name='Attempt',
                    fields=[
                        ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField()),
                        ('outcome', models.CharField(max_length=9)),
                        ('sentence', models.CharField(blank=True, max_length=500)),
                        ('chain_number', models.PositiveIntegerField()),
                        ('chain_head', models.BinaryField()),
                        ('chain', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.chain')),
                        ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='outbox.delivery')),
                    ],
                ),
                migrations.CreateModel(
                    name='Outage',
                    fields=[
                        ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('channel', models.CharField(default='smtp', max_length=20)),
                        ('began_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('why', models.CharField(max_length=500)),
                        ('tries', models.PositiveIntegerField(default=1)),
                        ('next_try_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('channel',), name='outage_one_at_a_time')],
                    },
                ),
                migrations.AddIndex(
                    model_name='delivery',
                    index=models.Index(condition=models.Q(('state__in', ['pending', 'handing'])), fields=['channel', 'next_try_at'], name='delivery_under_way'),
                ),
                migrations.AddIndex(
                    model_name='delivery',
                    index=models.Index(condition=models.Q(('let_be_at__isnull', True), ('state__in', ['uncertain', 'failed', 'bounced'])), fields=['made_at'], name='delivery_trouble'),
                ),
                migrations.AddIndex(
                    model_name='delivery',
                    index=models.Index(fields=['owner'], name='delivery_owner'),
                ),
                migrations.AddIndex(
                    model_name='delivery',
                    index=models.Index(fields=['address', 'made_at'], name='delivery_to'),
                ),
                migrations.AddIndex(
                    model_name='delivery',
                    index=django.contrib.postgres.indexes.BrinIndex(fields=['made_at'], name='delivery_lately'),
                ),
                migrations.AddConstraint(
                    model_name='delivery',
                    constraint=models.UniqueConstraint(condition=models.Q(('address', '(erased)'), _negated=True), fields=('owner', 'address', 'channel', 'kind'), name='delivery_once'),
                ),
                migrations.AddIndex(
                    model_name='attempt',
                    index=models.Index(fields=['chain', 'chain_number'], name='attempt_head'),
                ),

            ],
        )
    ]
