"""What follows in prevention: a problem that hurt closes, and its owner owes what let it happen; it
comes back, and what prevents it is looked at again."""

from buckstop.ledger.reactions import Reaction, register
from buckstop.prevention.actions.reviews import ask_for_reviews
from buckstop.prevention.actions.watching import judge_after
from buckstop.prevention.entries import CauseRecurred
from buckstop.problems.entries.owning import ProblemClosed

register(
    Reaction("prevention.ask_for_reviews", ask_for_reviews, facts=(ProblemClosed,)),
    Reaction("prevention.judge_after", judge_after, facts=(CauseRecurred,)),
)
