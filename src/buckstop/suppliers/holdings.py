"""What of people stands in what was said between suppliers and us."""

from buckstop.people.holdings import hold
from buckstop.suppliers.actions.forgetting import Words

hold(Words())
