"""What follows: who says that it is solved gets a card, before anybody of us is told."""

from buckstop.ledger.reactions import Reaction, Stage, register
from buckstop.problems.entries.cases import CaseConfirmed
from stories.cards.actions import thank

register(Reaction("stories.thank", thank, facts=(CaseConfirmed,), stage=Stage.OUTSIDE))
