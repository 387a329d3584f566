import buckstop.kit.ids
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0002_guards'),
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Problem',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(unique=True)),
                ('title', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('problem', 'Problem'), ('request', 'Request'), ('question', 'Question')], max_length=8)),
                ('state', models.CharField(choices=[('open', 'Open'), ('fixed', 'Fixed, we believe'), ('closed', 'Closed')], default='open', max_length=6)),
                ('hurts', models.PositiveSmallIntegerField(choices=[(0, 'It can wait a little'), (1, 'It slows us down'), (2, 'It stops us')], default=1)),
                ('opened_at', models.DateTimeField()),
                ('owner_since', models.DateTimeField()),
                ('news_due', models.DateTimeField(null=True)),
                ('first_word_at', models.DateTimeField(null=True)),
                ('unheard_since', models.DateTimeField(null=True)),
                ('changed_since_news', models.BooleanField(default=False)),
                ('empty_updates', models.PositiveSmallIntegerField(default=0)),
                ('waiting_cases', models.PositiveIntegerField(default=0)),
                ('closed_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, default='', max_length=10)),
                ('chain', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.chain')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owned', to=settings.AUTH_USER_MODEL)),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'closed'), _negated=True), fields=['owner', 'news_due'], name='problem_owned'), models.Index(condition=models.Q(('state', 'closed'), _negated=True), fields=['news_due', 'id'], name='problem_running'), models.Index(fields=['opened_at', 'id'], name='problem_opened'), models.Index(fields=['state', 'opened_at', 'id'], name='problem_state'), models.Index(fields=['owner', 'opened_at', 'id'], name='problem_by_owner'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('title'), name='gin_trgm_ops'), name='problem_title_trigram')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'closed'), ('closed_at__isnull', True), _connector='XOR'), name='problem_closed')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('open', 'Open'), ('asked', 'Asked whether it is solved'), ('confirmed', 'Solved, says the customer'), ('lapsed', 'No answer'), ('answered', 'Answered'), ('declined', 'Not ours to do'), ('void', 'Void')], default='open', max_length=9)),
                ('opened_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('attend_at', models.DateTimeField(null=True)),
                ('token', models.CharField(max_length=16, unique=True)),
                ('proposed_name', models.CharField(blank=True, default='', max_length=120)),
                ('proposed_email', models.CharField(blank=True, default='', max_length=254)),
                ('links_withdrawn_at', models.DateTimeField(null=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to=settings.AUTH_USER_MODEL)),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='people.customer')),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='problems.problem')),
            ],
            options={
                'indexes': [models.Index(fields=['problem'], include=('state',), name='case_problem_state'), models.Index(fields=['customer', 'opened_at'], name='case_customer'), models.Index(condition=models.Q(('attend_at__isnull', False)), fields=['attend_at'], name='case_attend')],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('update', 'Update'), ('step', 'Step'), ('ask', 'Ask'), ('escalation', 'Escalation'), ('handoff', 'Handoff')], max_length=10)),
                ('state', models.CharField(choices=[('requested', 'Asked for'), ('promised', 'Promised'), ('reported', 'Done, they say'), ('kept', 'Kept'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('missed', 'Missed')], max_length=9)),
                ('made_at', models.DateTimeField()),
                ('due', models.DateTimeField()),
                ('first_due', models.DateTimeField(null=True)),
                ('moved_at', models.DateTimeField(null=True)),
                ('warned_at', models.DateTimeField(null=True)),
                ('attend_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('answer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='problems.case')),
                ('creditor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='is_owed', to=settings.AUTH_USER_MODEL)),
                ('debtor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owes', to=settings.AUTH_USER_MODEL)),
                ('follows', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='problems.commitment')),
                ('moved_because', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
                ('what', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='problems.problem')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('attend_at__isnull', False)), fields=['attend_at'], name='commitment_attend'), models.Index(fields=['problem', 'made_at'], name='commitment_of_problem'), models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['debtor', 'due'], name='commitment_owed'), models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['creditor', 'due'], name='commitment_awaited')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('kind', 'update')), fields=('problem',), name='one_open_update'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('kind', 'handoff')), fields=('problem',), name='one_open_handoff'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['requested', 'promised', 'reported'])), models.Q(('attend_at__isnull', True), ('ended_at__isnull', False), ('state__in', ['kept', 'declined', 'withdrawn', 'missed'])), _connector='OR'), name='commitment_ended')],
            },
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_number', models.PositiveIntegerField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('to_number', models.PositiveIntegerField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='problems.case')),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='problems.problem')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_at__isnull', True)), fields=('case',), name='one_stay')],
            },
        ),
        migrations.CreateModel(
            name='Tenure',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('how', models.CharField(choices=[('routed', 'on shift'), ('buck', 'nobody was on shift'), ('raised', 'raised it'), ('accepted', 'accepted it'), ('taken', 'took it'), ('succeeded', 'the owner left'), ('reopened', 'it came back')], max_length=9)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to=settings.AUTH_USER_MODEL)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='problems.problem')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ends_at__isnull', True)), fields=['person'], name='tenure_running')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_at__isnull', True)), fields=('problem',), name='one_running_tenure'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('problem', '='), (models.Func('starts_at', 'ends_at', function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='tenures_do_not_overlap')],
            },
        ),
        migrations.CreateModel(
            name='Understanding',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.CharField(blank=True, default='', max_length=120)),
                ('hit', models.CharField(blank=True, default='', max_length=200)),
                ('written_by', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='understandings', to='problems.case')),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='understandings', to='problems.problem')),
                ('what', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
            ],
            options={
                'indexes': [models.Index(fields=['problem', 'at'], name='understanding_newest')],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('says', models.CharField(choices=[('solved', 'Solved'), ('broken', 'Still broken'), ('taken back', 'Taken back')], max_length=10)),
                ('how', models.CharField(choices=[('page', 'on the page'), ('mail', 'by mail'), ('phone', 'on the phone')], max_length=5)),
                ('recorded_by', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('can_be_taken_back_until', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='problems.case')),
                ('note', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'at'], name='word_newest')],
            },
        ),
        migrations.CreateModel(
            name='EffortScore',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='effort', serialize=False, to='problems.case')),
                ('score', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 7)), name='effort_from_1_to_7')],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('commitment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='escalation', serialize=False, to='problems.commitment')),
                ('by_customer', models.BooleanField()),
                ('backs_owner', models.BooleanField(null=True)),
                ('credited_at', models.DateTimeField(null=True)),
                ('climbed_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='problems.escalation')),
            ],
        ),
        migrations.CreateModel(
            name='Handoff',
            fields=[
                ('commitment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='handoff', serialize=False, to='problems.commitment')),
                ('brief', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
            ],
        ),
    ]
