import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import buckstop.kit.ids

BECAME = [
    ("problem", "A problem"),
    ("words", "Words on a case"),
    ("aside", "Kept apart on a case, for its owner to decide"),
    ("joined", "One more of many, kept with the first"),
    ("bounce", "A report about a mail of ours"),
    ("ours", "A mail of our own that came back"),
    ("double", "The same as one that came before"),
    ("earlier", "Read by an earlier version, which didn't note what it became"),
]
OPENED = models.Q(("became__in", ["problem", "joined"]))


class Migration(migrations.Migration):
    """The table of mail that came in is taken over from conversations, with everything in it."""

    initial = True

    dependencies = [
        ("conversations", "0015_letters"),
        ("ledger", "0006_erasing_is_on_record"),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE conversations_intake RENAME TO incoming_intake",
            "ALTER TABLE incoming_intake RENAME TO conversations_intake",
            state_operations=[
                migrations.CreateModel(
                    name="Intake",
                    fields=[
                        ("id", models.UUIDField(default=buckstop.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("envelope_from", models.CharField(blank=True, max_length=320)),
                        ("recipient", models.CharField(max_length=320)),
                        ("message_id", models.CharField(blank=True, max_length=998)),
                        ("fingerprint", models.CharField(max_length=64)),
                        ("size", models.PositiveIntegerField(default=0)),
                        ("received_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(null=True)),
                        ("became", models.CharField(blank=True, choices=BECAME, default="", max_length=7)),
                        ("reference", models.UUIDField(null=True)),
                        ("said", models.CharField(blank=True, default="", max_length=64)),
                        ("heard_on", models.UUIDField(null=True)),
                        ("sender", models.CharField(blank=True, default="", max_length=254)),
                        ("crowd", models.CharField(blank=True, default="", max_length=254)),
                        ("near", models.CharField(blank=True, default="", max_length=64)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("next_try_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("raw", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.body")),
                    ],
                    options={
                        "indexes": [
                            models.Index(condition=models.Q(("done_at__isnull", True)), fields=["id"], name="intake_waiting"),
                            models.Index(condition=OPENED, fields=["sender", "received_at"], name="intake_sender"),
                            models.Index(condition=OPENED, fields=["crowd", "received_at"], name="intake_crowd"),
                            models.Index(condition=OPENED, fields=["near", "received_at"], name="intake_near"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("recipient", "fingerprint"), name="intake_once"),
                            models.UniqueConstraint(condition=models.Q(("said", ""), _negated=True), fields=("said", "heard_on"), name="intake_heard_once", nulls_distinct=False),
                            models.CheckConstraint(condition=models.Q(("done_at__isnull", True), models.Q(("became", ""), _negated=True), _connector="OR"), name="intake_done_became"),
                        ],
                    },
                )
            ],
        )
    ]
