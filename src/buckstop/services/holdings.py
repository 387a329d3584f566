"""What of customers stands in what they use."""

from buckstop.people.holdings import hold
from buckstop.services.actions.forgetting import Uses

hold(Uses())
