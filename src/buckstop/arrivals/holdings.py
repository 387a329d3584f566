"""What of people stands in what was brought from another system, besides its messages."""

from buckstop.arrivals.actions.forgetting import Brought
from buckstop.people.holdings import hold

hold(Brought())
