"""What of people stands in mail that came in."""

from buckstop.incoming.actions.forgetting import Mails
from buckstop.people.holdings import hold

hold(Mails())
