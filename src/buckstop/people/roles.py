"""The roles a person can have. Pure: rules use them too."""

from enum import StrEnum


class Role(StrEnum):
    CONTACT = "contact"
    COLLEAGUE = "colleague"
    FRONT_LINE = "front line"
    LEAD = "lead"
    EXECUTIVE = "executive"
    ADMIN = "admin"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(role.value, role.value.capitalize()) for role in cls]


LEADERS = (Role.LEAD, Role.EXECUTIVE, Role.ADMIN)
DESK_ROLES = (Role.FRONT_LINE, *LEADERS)
STAFF_ROLES = (Role.COLLEAGUE, *DESK_ROLES)
