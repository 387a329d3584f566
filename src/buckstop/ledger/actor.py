"""Who does something."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    STAFF = "staff"
    CONTACT = "contact"
    SUPPLIER = "supplier"
    KEY = "key"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff, a contact answering for one case, somebody of a supplier, an API key, or
    the desk itself."""

    kind: ActorKind
    id: UUID | None = None
    case: UUID | None = None
    role: str = ""

    @property
    def is_person(self) -> bool:
        return self.kind in (ActorKind.STAFF, ActorKind.CONTACT, ActorKind.SUPPLIER)

    def unnamed(self) -> "Actor":
        """The same, without saying who: for an entry that every customer reads."""
        return Actor(self.kind, role=self.role)

    @property
    def key(self) -> UUID:
        """The key of the person or program; raises where the desk itself acts."""
        if self.id is None:
            raise ValueError("the desk itself has no key")
        return self.id

    @property
    def person(self) -> UUID:
        """The person's key; raises where a machine acts."""
        if not self.is_person or self.id is None:
            raise ValueError(f"{self.kind} is not a person")
        return self.id


DESK = Actor(ActorKind.DESK)
