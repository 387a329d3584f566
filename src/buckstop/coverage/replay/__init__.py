"""How teams, rosters and service levels follow from entries."""

from buckstop.coverage.replay import instead, promising, rosters, teams
from buckstop.ledger.replay import Replay, register

register(
    Replay(
        tables=(*teams.TABLES, *rosters.TABLES, *instead.TABLES, *promising.TABLES),
        folds={**teams.FOLDS, **rosters.FOLDS, **instead.FOLDS, **promising.FOLDS},
    )
)
