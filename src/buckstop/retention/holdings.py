"""What this app keeps of people: why somebody's words are held."""

from buckstop.people.holdings import hold
from buckstop.retention.actions.forgetting import Why

hold(Why())
