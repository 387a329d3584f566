import buckstop.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Words that are written again and again, and who used which lately."""

    dependencies = [
        ('conversations', '0018_drafts'),
        ('ledger', '0006_erasing_is_on_record'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Snippet',
            fields=[
                ('id', models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('de', 'German'), ('fr', 'French'), ('it', 'Italian'), ('es', 'Spanish'), ('pt', 'Portuguese'), ('nl', 'Dutch')], max_length=5)),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.body')),
            ],
        ),
        migrations.CreateModel(
            name='SnippetUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snippet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='conversations.snippet')),
            ],
        ),
        migrations.AddIndex(
            model_name='snippet',
            index=models.Index(condition=models.Q(('removed_at__isnull', True)), fields=['name'], name='snippet_kept'),
        ),
        migrations.AddIndex(
            model_name='snippetuse',
            index=models.Index(fields=['person', 'at'], name='snippet_used'),
        ),
    ]
