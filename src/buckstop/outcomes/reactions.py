"""What follows: whoever is thanked, or is shown a thanks, hears of it."""

from buckstop.ledger.reactions import Reaction, register
from buckstop.outcomes.actions.thanking import tell_thanked
from buckstop.outcomes.entries import ThanksGiven, ThanksShown

register(Reaction("outcomes.tell_thanked", tell_thanked, facts=(ThanksGiven, ThanksShown)))
