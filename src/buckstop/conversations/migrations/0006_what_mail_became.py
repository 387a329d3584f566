import buckstop.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What each mail became; what it leaves open; who follows with whose yes."""

    dependencies = [
        ('conversations', '0005_findable'),
        ('ledger', '0003_guards_find_the_tables'),
        ('problems', '0005_guards_watch_everything'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Doubt',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('stranger', 'Somebody whom nobody knows wrote on the thread'), ('same mail', 'Another problem answers the same mail'), ('flood', 'Many mails of one sender'), ('no address', 'Nobody can be answered')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('address', models.CharField(blank=True, max_length=254)),
                ('count', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision', models.CharField(blank=True, choices=[('belongs', 'They belong to the case'), ('own', 'It is a problem of their own'), ('aside', 'It was set aside'), ('seen', 'It was looked at')], max_length=7)),
            ],
        ),
        migrations.AddField(
            model_name='follower',
            name='decided_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='follower',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='follower',
            name='message',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conversations.message'),
        ),
        migrations.AddField(
            model_name='follower',
            name='state',
            field=models.CharField(choices=[('proposed', 'Was copied in; nobody said yet whether they may follow'), ('following', 'Gets copies'), ('declined', 'Gets none'), ('removed', 'Gets none any more')], default='following', max_length=9),
        ),
        migrations.AddField(
            model_name='intake',
            name='became',
            field=models.CharField(blank=True, choices=[('problem', 'A problem'), ('words', 'Words on a case'), ('aside', 'Kept apart on a case, for its owner to decide'), ('joined', 'One more of many, kept with the first'), ('bounce', 'A report about a mail of ours'), ('ours', 'A mail of our own that came back'), ('double', 'The same as one that came before'), ('earlier', "Read by an earlier version, which didn't note what it became")], default='', max_length=7),
        ),
        migrations.AddField(
            model_name='intake',
            name='crowd',
            field=models.CharField(blank=True, default='', max_length=254),
        ),
        migrations.AddField(
            model_name='intake',
            name='heard_on',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='intake',
            name='near',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='intake',
            name='reference',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='intake',
            name='said',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='intake',
            name='sender',
            field=models.CharField(blank=True, default='', max_length=254),
        ),
        migrations.AddField(
            model_name='intake',
            name='size',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='message',
            name='held_back',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='message',
            name='route',
            field=models.CharField(blank=True, db_default='', default='', max_length=1000),
        ),
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('heard', 'The customer said'), ('automatic', 'A machine of theirs said'), ('apart', 'Kept apart until somebody says whose it is'), ('acknowledgement', 'We got it'), ('update', 'News'), ('reply', 'Reply'), ('handoff', 'Somebody else owns it'), ('fixed', 'We believe it is fixed'), ('reminder', 'Is it solved?'), ('missed', 'We missed a promise'), ('recorded', 'Your word, as we noted it'), ('closed', 'It is closed'), ('declined', 'Not ours to do'), ('note', 'Note inside'), ('told', 'Told by phone'), ('link', 'A fresh link')], max_length=15),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(condition=models.Q(('became__in', ['problem', 'joined'])), fields=['sender', 'received_at'], name='intake_sender'),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(condition=models.Q(('became__in', ['problem', 'joined'])), fields=['crowd', 'received_at'], name='intake_crowd'),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(condition=models.Q(('became__in', ['problem', 'joined'])), fields=['near', 'received_at'], name='intake_near'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(models.Q(('in_reply_to', ''), _negated=True), ('kind__in', ['heard', 'automatic'])), fields=['in_reply_to'], name='message_answering'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.UniqueConstraint(condition=models.Q(('said', ''), _negated=True), fields=('said', 'heard_on'), name='intake_heard_once', nulls_distinct=False),
        ),
        migrations.AddField(
            model_name='doubt',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='doubts', to='problems.case'),
        ),
        migrations.AddField(
            model_name='doubt',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='doubt',
            name='message',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conversations.message'),
        ),
        migrations.AddField(
            model_name='doubt',
            name='other',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='problems.problem'),
        ),
        migrations.AddIndex(
            model_name='doubt',
            index=models.Index(condition=models.Q(('decided_at__isnull', True)), fields=['case'], name='doubt_open'),
        ),
        migrations.AddIndex(
            model_name='doubt',
            index=models.Index(condition=models.Q(('kind', 'flood')), fields=['address', 'last_at'], name='doubt_flood'),
        ),
    ]
