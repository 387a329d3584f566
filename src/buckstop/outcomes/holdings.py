"""What of customers and people stands in lessons and thanks."""

from buckstop.outcomes.actions.forgetting import Learnt
from buckstop.people.holdings import hold

hold(Learnt())
