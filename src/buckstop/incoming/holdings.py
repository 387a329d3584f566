"""What of people stands in mail that came in."""

from buckstop.conversations.holdings import hold
from buckstop.incoming.actions.forgetting import Mails

hold(Mails())
