"""What this app keeps of people: why a customer is marked, and from where one of us logged in."""

from buckstop.oversight.actions.forgetting import Oversight
from buckstop.people.holdings import hold

hold(Oversight())
