from django.db import migrations

PUT = """
INSERT INTO outbox_delivery (
    id, kind, owner, channel, address, copy, state, made_at, next_try_at, expires_at, tries, why
)
SELECT id, 'log-in', id, 'smtp', address, false, 'pending', wanted_at, next_try_at,
    wanted_at + interval '6 hours', 0, ''
FROM notices_loginmail WHERE done_at IS NULL
"""


class Migration(migrations.Migration):
    """Mails about logging in that wait leave by the outbox."""

    dependencies = [
        ("notices", "0002_log_in_mails"),
        ("outbox", "0002_whose_head_it_carries"),
    ]

    operations = [migrations.RunSQL(PUT, "")]
