"""A letter of ours to one address, as it is written."""

from dataclasses import dataclass
from uuid import UUID

from buckstop.conversations.models import Message


@dataclass(frozen=True, slots=True)
class Mail:
    """`key` is the delivery's. A `copy` goes to somebody else than whom it is for."""

    key: UUID
    message: Message
    address: str
    copy: bool = False
