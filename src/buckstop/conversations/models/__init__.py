"""The tables of conversations."""

from buckstop.conversations.models.delivery import Attempt, Delivery
from buckstop.conversations.models.intake import Intake
from buckstop.conversations.models.message import Attachment, Follower, Message, Widening

__all__ = ["Attachment", "Attempt", "Delivery", "Follower", "Intake", "Message", "Widening"]
