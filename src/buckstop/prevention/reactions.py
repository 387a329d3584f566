"""What follows in prevention: a problem that hurt closes, and its owner owes what let it happen."""

from buckstop.ledger.reactions import Reaction, register
from buckstop.prevention.actions.reviews import ask_for_reviews
from buckstop.problems.entries.owning import ProblemClosed

register(Reaction("prevention.ask_for_reviews", ask_for_reviews, facts=(ProblemClosed,)))
