import buckstop.kit.ids
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0002_guards'),
        ('people', '__first__'),
        ('problems', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('heard', 'The customer said'), ('automatic', 'A machine of theirs said'), ('acknowledgement', 'We got it'), ('update', 'News'), ('reply', 'Reply'), ('handoff', 'Somebody else owns it'), ('fixed', 'We believe it is fixed'), ('reminder', 'Is it solved?'), ('missed', 'We missed a promise'), ('recorded', 'Your word, as we noted it'), ('closed', 'It is closed'), ('declined', 'Not ours to do'), ('note', 'Note inside'), ('told', 'Told by phone'), ('link', 'A fresh link')], max_length=15)),
                ('channel', models.CharField(choices=[('mail', 'by mail'), ('page', 'on the page'), ('phone', 'by phone'), ('api', 'by a program'), ('desk', 'at the desk')], max_length=5)),
                ('said_as', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('subject', models.CharField(blank=True, max_length=500)),
                ('message_id', models.CharField(blank=True, max_length=998)),
                ('in_reply_to', models.CharField(blank=True, max_length=998)),
                ('telling', models.UUIDField(null=True)),
                ('is_news', models.BooleanField(default=True)),
                ('promises', models.DateTimeField(null=True)),
                ('remarks', models.TextField(blank=True)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='problems.case')),
                ('html', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='problems.problem')),
                ('quoted', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
                ('raw', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'at'], name='message_thread'), models.Index(condition=models.Q(('case__isnull', True)), fields=['problem', 'at'], name='message_note'), models.Index(condition=models.Q(('message_id', ''), _negated=True), fields=['message_id'], name='message_by_id')],
                'constraints': [models.CheckConstraint(condition=models.Q(('case__isnull', False), ('kind', 'note'), _connector='OR'), name='message_has_case')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('address', models.CharField(max_length=254)),
                ('copy', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('pending', 'Waiting to leave'), ('handing', 'Being handed over'), ('sent', 'Taken by the next server'), ('uncertain', 'May or may not have left'), ('failed', 'Refused'), ('bounced', 'Came back')], default='pending', max_length=9)),
                ('made_at', models.DateTimeField()),
                ('next_try_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('why', models.CharField(blank=True, max_length=500)),
                ('raw', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='conversations.message')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['pending', 'handing'])), fields=['next_try_at'], name='delivery_under_way'), models.Index(condition=models.Q(('state__in', ['uncertain', 'failed', 'bounced'])), fields=['made_at'], name='delivery_trouble'), models.Index(fields=['address', 'made_at'], name='delivery_to')],
                'constraints': [models.UniqueConstraint(fields=('message', 'address'), name='delivery_once')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(max_length=120)),
                ('mail_id', models.CharField(blank=True, max_length=255)),
                ('inline', models.BooleanField(default=False)),
                ('size', models.PositiveIntegerField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='conversations.message')),
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
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.chain')),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='conversations.delivery')),
            ],
            options={
                'indexes': [models.Index(fields=['chain', 'chain_number'], name='attempt_head')],
            },
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('address', models.CharField(max_length=254)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('added_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='problems.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'address'), name='follower_once')],
            },
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('envelope_from', models.CharField(blank=True, max_length=320)),
                ('recipient', models.CharField(max_length=320)),
                ('message_id', models.CharField(blank=True, max_length=998)),
                ('fingerprint', models.CharField(max_length=64)),
                ('received_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('raw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['id'], name='intake_waiting')],
                'constraints': [models.UniqueConstraint(fields=('recipient', 'fingerprint'), name='intake_once')],
            },
        ),
        migrations.CreateModel(
            name='Widening',
            fields=[
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='widening', serialize=False, to='conversations.message')),
                ('at', models.DateTimeField()),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='problems.problem')),
            ],
        ),
    ]
