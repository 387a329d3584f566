"""What of a person stands in concerns that they raised openly, or answered."""

from buckstop.concerns.actions.forgetting import Said
from buckstop.people.holdings import hold

hold(Said())
