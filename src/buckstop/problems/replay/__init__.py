"""How the tables of problems follow from entries; a new kind of entry is folded in one place."""

from buckstop.ledger.replay import Meeting, Replay, register
from buckstop.problems.entries.cases import CaseMovedIn, CaseMovedOut
from buckstop.problems.replay import cases, imported, labels, owning, promising, tables

register(
    Replay(
        tables=tables.EVERY,
        folds={**owning.FOLDS, **cases.FOLDS, **promising.FOLDS, **labels.FOLDS, **imported.FOLDS},
        meetings=(Meeting(out=CaseMovedOut, into=CaseMovedIn, what="case", fold=cases.moved),),
    )
)
