"""What of people stands in the fields that the house keeps of problems."""

from buckstop.people.holdings import hold
from buckstop.problems.actions.forgetting import Fields

hold(Fields())
