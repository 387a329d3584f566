"""What of customers stands in who is said to be affected."""

from buckstop.people.holdings import hold
from buckstop.signals.actions.forgetting import Corrections

hold(Corrections())
