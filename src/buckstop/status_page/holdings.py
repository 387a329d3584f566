"""The addresses that want to hear of the status page."""

from buckstop.people.holdings import hold
from buckstop.status_page.actions.forgetting import Subscribers

hold(Subscribers())
