"""Note of what is owed already that it follows something that was missed."""

from django.db import migrations

NOTE = """
UPDATE problems_commitment AS owed SET after_miss = true
FROM problems_commitment AS before
WHERE owed.follows_id = before.id AND owed.ended_at IS NULL AND before.state = 'missed'
"""


class Migration(migrations.Migration):
    dependencies = [("problems", "0019_after_a_miss")]

    operations = [migrations.RunSQL(NOTE, migrations.RunSQL.noop)]
