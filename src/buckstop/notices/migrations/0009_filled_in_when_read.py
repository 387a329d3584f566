"""What a notice says is filled in when it is read; what was filled in before is taken apart."""

from django.db import migrations, models

SENTENCES = {
    "swap-offered": "%(giver)s offers you their turn of %(day)s",
    "swap-accepted": "Your turn of %(day)s was taken over",
    "swap-declined": "Your turn of %(day)s stays yours",
    "absence-added": "You stand in for %(person)s from %(starts)s",
    "notice-undelivered": "%(person)s could not be told by %(way)s: %(why)s",
}
OF_ENTRIES = """
UPDATE notices_notice notice SET sentence = %s
FROM ledger_entry entry WHERE entry.id = notice.entry_id AND entry.code = %s
"""
GOING = """
UPDATE notices_notice SET
    sentence = 'Your shift ends within the hour; %(n)s thing falls due before you are back: move'
        ' it, hand it off, or leave it to the watch',
    plural = 'Your shift ends within the hour; %(n)s things fall due before you are back: move'
        ' them, hand them off, or leave them to the watch',
    values = jsonb_build_object('n', substring(sentence from 'hour; ([0-9]+) thing')::int)
WHERE once LIKE 'going %' AND sentence ~ 'hour; [0-9]+ thing'
"""
LEAVING = """
UPDATE notices_notice SET
    about = substring(page from '/people/(.*)/'),
    sentence = 'The last day of %(who)s is %(day)s, and they own %(n)s problem: see that it is'
        ' passed on',
    plural = 'The last day of %(who)s is %(day)s, and they own %(n)s problems: see that they are'
        ' passed on',
    values = jsonb_build_object(
        'who', substring(page from '/people/(.*)/'),
        'day', right(once, 10),
        'n', substring(sentence from 'they own ([0-9]+) problem')::int
    )
WHERE once LIKE 'last day %' AND sentence ~ 'they own [0-9]+ problem'
"""


def take_apart(apps, editor):
    with editor.connection.cursor() as cursor:
        for code, sentence in SENTENCES.items():
            cursor.execute(OF_ENTRIES, [sentence, code])
        cursor.execute(GOING)  # without parameters: its percent signs are its own
        cursor.execute(LEAVING)


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0006_erasing_is_on_record'),
        ('notices', '0008_portal'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='plural',
            field=models.CharField(blank=True, db_default='', default='', max_length=300),
        ),
        migrations.AddField(
            model_name='notice',
            name='values',
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.RunPython(take_apart, migrations.RunPython.noop, elidable=True),
    ]
