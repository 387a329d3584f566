"""The tables of conversations."""

from buckstop.conversations.models.doubt import Doubt
from buckstop.conversations.models.draft import Draft, DraftFile
from buckstop.conversations.models.file_text import FileText
from buckstop.conversations.models.findable import Findable
from buckstop.conversations.models.message import Attachment, Follower, Message, TakenBack, Widening
from buckstop.conversations.models.scheduled import Scheduled, ScheduledFile
from buckstop.conversations.models.snippet import Snippet, SnippetUse

__all__ = [
    "Attachment", "Doubt", "Draft", "DraftFile", "FileText", "Findable", "Follower", "Message",
    "Scheduled", "ScheduledFile", "Snippet", "SnippetUse", "TakenBack", "Widening",
]  # fmt: skip
