"""Mail that came and isn't filed yet, and accounts that aren't read."""

from django.db.models import Q

from buckstop.incoming.models import Intake, MailAccount
from buckstop.meters.measure import Measure

Measure(
    "mail_unread",
    "Mails that came and aren't filed with a problem yet.",
    lambda _: Intake.objects.filter(done_at=None).values_list("pk"),
)
Measure(
    "oldest_unread_mail_seconds",
    "How long the oldest mail has waited that came and isn't filed yet.",
    lambda _: Intake.objects.filter(done_at=None).values_list("received_at"),
    age=True,
)
Measure(
    "mail_accounts_failing",
    "Mail accounts whose server doesn't answer rightly.",
    lambda _: MailAccount.objects.filter(~Q(failing_since=None), ended_at=None).values_list("pk"),
)
