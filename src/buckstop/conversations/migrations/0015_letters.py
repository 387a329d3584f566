"""A message's kind may be any letter's code, and what waits to be written is called by it."""

from django.db import migrations, models

_NAMES = {
    "acknowledge": "acknowledgement",
    "tell_new_owner": "handoff",
    "tell_missed": "missed",
    "remind": "reminder",
    "confirm_recorded": "recorded",
    "tell_closed": "closed",
}


def _rename(names):
    return [
        (
            "UPDATE ledger_following SET reaction = %s WHERE reaction = %s AND done_at IS NULL",
            [f"conversations.{new}", f"conversations.{old}"],
        )
        for old, new in names.items()
    ]


class Migration(migrations.Migration):
    dependencies = [("conversations", "0014_outbox"), ("ledger", "0001_initial")]

    operations = [
        migrations.AlterField("message", "kind", models.CharField(max_length=15)),
        migrations.RunSQL(_rename(_NAMES), _rename({new: old for old, new in _NAMES.items()})),
    ]
