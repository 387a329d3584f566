"""The one list of what is sent. It registers itself with the outbox at start-up."""

from buckstop.conversations.actions.sources import Letters
from buckstop.notices.actions.sources import LogInMails, NoticeMails
from buckstop.outbox.source import register

register(Letters(), NoticeMails(), LogInMails())
