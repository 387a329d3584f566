"""The tables of conversations."""

from buckstop.conversations.models.doubt import Doubt
from buckstop.conversations.models.draft import Draft, DraftFile
from buckstop.conversations.models.findable import Findable
from buckstop.conversations.models.message import Attachment, Follower, Message, TakenBack, Widening

__all__ = [
    "Attachment", "Doubt", "Draft", "DraftFile", "Findable", "Follower", "Message", "TakenBack",
    "Widening",
]  # fmt: skip
