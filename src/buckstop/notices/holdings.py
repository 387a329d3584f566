"""What of people stands in how they are told."""

from buckstop.notices.actions.forgetting import LogInMails, Ways
from buckstop.people.holdings import hold

hold(Ways())
hold(LogInMails())
