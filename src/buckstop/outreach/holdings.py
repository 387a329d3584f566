"""What of customers stands in what they were told."""

from buckstop.outreach.actions.forgetting import Told
from buckstop.people.holdings import hold

hold(Told())
