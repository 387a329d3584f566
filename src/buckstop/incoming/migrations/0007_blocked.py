import buckstop.kit.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """Senders whose mail opens no problem, and that mail."""

    dependencies = [
        ('incoming', '0006_turns'),
        ('ledger', '0006_erasing_is_on_record'),
    ]

    operations = [
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sender', models.CharField(max_length=254)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='intake',
            name='let_in',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name='intake',
            name='became',
            field=models.CharField(blank=True, choices=[('problem', 'A problem'), ('words', 'Words on a case'), ('aside', 'Kept apart on a case, for its owner to decide'), ('joined', 'One more of many, kept with the first'), ('answer', 'An answer of one of us to what they were asked'), ('turn', 'An answer of one of us to a turn that was offered'), ('outside', 'Words of a supplier, on what it was asked'), ('bounce', 'A report about a mail of ours'), ('ours', 'A mail of our own that came back'), ('double', 'The same as one that came before'), ('blocked', 'Kept, of a sender who is blocked'), ('signal', 'A signal of a monitoring tool'), ('earlier', "Read by an earlier version, which didn't note what it became")], default='', max_length=7),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(condition=models.Q(('became', 'blocked')), fields=['received_at'], name='intake_blocked'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('sender',), name='block_once'),
        ),
    ]
