"""What of people stands in what came from other systems."""

from buckstop.arrivals.actions.forgetting import Arrivals
from buckstop.people.holdings import hold

hold(Arrivals())
