"""Which team a problem is with. Pure."""

from collections.abc import Sequence
from uuid import UUID

CHOSEN = ("accepted", "taken", "raised")  # how somebody came to own it by their own word


def team_after(team: UUID | None, owners: Sequence[UUID], how: str) -> UUID | None:
    """The team that it is with once somebody of the teams `owners` owns it, who came to it by
    `how`; None is the service desk.

    It goes along with who chose to own it; what a shift or the buck gave stays where it was.
    """
    if how not in CHOSEN or team in owners:
        return team
    return owners[0] if owners else None
