"""What of people stands in chat."""

from buckstop.chat.actions.forgetting import Accounts
from buckstop.people.holdings import hold

hold(Accounts())
