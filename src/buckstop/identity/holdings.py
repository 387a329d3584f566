"""What this app keeps of people: by which name a provider knows them."""

from buckstop.identity.actions.forgetting import Accounts
from buckstop.people.holdings import hold

hold(Accounts())
