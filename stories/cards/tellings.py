"""Whom of us it is told."""

from buckstop.people.telling import owner, tell
from stories.cards.entries import CardLost

tell(CardLost, owner, "A card got lost")
