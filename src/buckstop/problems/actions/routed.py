"""Part of verbs: who could take a problem now."""

from buckstop.ledger.transaction import Act
from buckstop.problems.queries.desk import routing
from buckstop.problems.rules.routing import Routing


def routing_of(act: Act) -> Routing:
    """The routing as it is under way: what this transaction gave to somebody counts already."""
    act.flush()
    return routing(act.at)
