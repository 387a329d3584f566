"""Whom of us the facts of conversations are told, a line each."""

from django.utils.translation import gettext_noop as _

from buckstop.conversations import entries
from buckstop.people.telling import field, owner, tell

tell(entries.DecisionBacked, field("person"), _("A decision of yours is backed"))
tell(entries.MailBounced, owner, _("A mail to the customer came back"))
tell(entries.MailFailed, owner, _("A mail to the customer didn't arrive"))
tell(entries.MailUncertain, owner, _("It is uncertain whether a mail arrived"))
tell(entries.MachineHeard, owner, _("An automatic mail came"))
tell(entries.WordsKeptApart, owner, _("A mail is kept apart: say whose it is"))
tell(entries.ScheduledStopped, field("person"), _("What you had written for later didn’t leave"))
