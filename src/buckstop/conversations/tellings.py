"""Whom of us the facts of conversations are told, a line each."""

from buckstop.conversations import entries
from buckstop.people.telling import owner, tell

tell(entries.MailBounced, owner, "A mail to the customer came back")
tell(entries.MailFailed, owner, "A mail to the customer didn't arrive")
tell(entries.MailUncertain, owner, "It is uncertain whether a mail arrived")
tell(entries.MachineHeard, owner, "An automatic mail came")
tell(entries.WordsKeptApart, owner, "A mail is kept apart: say whose it is")
