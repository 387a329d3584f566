"""What of customers stands in what was said with them."""

from buckstop.people.holdings import hold
from buckstop.reliability.actions.forgetting import Spoken

hold(Spoken())
