"""What of customers stands in what was learnt from their problems."""

from buckstop.people.holdings import hold
from buckstop.prevention.actions.forgetting import Learnt

hold(Learnt())
