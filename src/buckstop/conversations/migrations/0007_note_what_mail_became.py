from django.db import migrations

FORWARD = """
UPDATE conversations_intake AS mail SET reference = said.id, became = CASE
    WHEN said.id IS NOT NULL THEN 'words'
    ELSE 'earlier' END
FROM conversations_intake AS same
LEFT JOIN LATERAL (
    SELECT id FROM conversations_message WHERE raw_id = same.raw_id ORDER BY at LIMIT 1
) AS said ON true
WHERE mail.id = same.id AND mail.done_at IS NOT NULL AND mail.became = ''
"""


class Migration(migrations.Migration):
    """What was read before this was noted is words where a message has its bytes."""

    dependencies = [("conversations", "0006_what_mail_became")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
