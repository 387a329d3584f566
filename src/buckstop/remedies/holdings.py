"""What of customers stands in what was given to them."""

from buckstop.people.holdings import hold
from buckstop.remedies.actions.forgetting import Given

hold(Given())
