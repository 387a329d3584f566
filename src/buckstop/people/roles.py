"""The roles a person can have, and what each lets them do. Pure: rules use them too.

To add a role: a line in `Role`, its word in `LABELS` and its row in `GRANTS`. Nothing else
compares roles: whoever must know asks `can`, a query `roles_with`.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from buckstop.ledger.actor import Actor, ActorKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Role(StrEnum):
    """From the lowest to the highest."""

    CONTACT = "contact"
    SUPPLIER = "supplier"
    COLLEAGUE = "colleague"
    FRONT_LINE = "front line"
    LEAD = "lead"
    EXECUTIVE = "executive"
    ADMIN = "admin"

    @classmethod
    def choices(cls) -> list[tuple[str, "StrOrPromise"]]:
        return [(role.value, LABELS[role]) for role in cls]


LABELS: dict[Role, "StrOrPromise"] = {
    Role.CONTACT: _("Contact"),
    Role.SUPPLIER: _("Supplier"),
    Role.COLLEAGUE: _("Colleague"),
    Role.FRONT_LINE: _("Front line"),
    Role.LEAD: _("Lead"),
    Role.EXECUTIVE: _("Executive"),
    Role.ADMIN: _("Admin"),
}


class Capability(StrEnum):
    """What a role lets one do."""

    KEEP_TIMES = "keep-times"  # be late: of a customer, who kindly agreed to something, nobody is
    BE_STAFF = "be-staff"  # raise problems, and answer what one is asked
    OWN = "own"  # work at the desk: own problems, and act on those of others
    SEE_ALL = "see-all"  # see problems in which one has no part
    LEAD = "lead"  # be asked to step in; offer and take what others own
    BE_TOLD = "be-told"  # hear of what others missed, as who stands next above them
    ADMINISTER = "administer"  # staff, keys, hours: the house itself


_STAFF = frozenset({Capability.KEEP_TIMES, Capability.BE_STAFF})
_DESK = _STAFF | {Capability.OWN, Capability.SEE_ALL}
GRANTS: dict[Role, frozenset[Capability]] = {
    Role.CONTACT: frozenset(),
    Role.SUPPLIER: frozenset({Capability.KEEP_TIMES}),
    Role.COLLEAGUE: _STAFF,
    Role.FRONT_LINE: _DESK,
    Role.LEAD: _DESK | {Capability.LEAD, Capability.BE_TOLD},
    Role.EXECUTIVE: _DESK | {Capability.LEAD},
    Role.ADMIN: _DESK | {Capability.LEAD, Capability.ADMINISTER},
}


def can(who: Actor | str, capability: Capability) -> bool:
    """Whether that role, or the member of staff who acts, has the capability."""
    if isinstance(who, Actor):
        return who.kind == ActorKind.STAFF and can(who.role, capability)
    return capability in GRANTS.get(who, frozenset())  # type: ignore[call-overload]


def roles_with(capability: Capability) -> tuple[Role, ...]:
    """The roles that have it, the lowest first."""
    return tuple(role for role in Role if capability in GRANTS[role])


def rank(role: str) -> int:
    """How high it stands among the roles."""
    return list(Role).index(Role(role))
