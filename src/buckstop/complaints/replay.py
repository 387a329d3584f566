"""How what is owed by law follows from entries."""

from buckstop.complaints import entries
from buckstop.complaints.commitments.final_answer import FinalAnswer
from buckstop.ledger.replay import Happened, Replay, Scene, register
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.replay.promising import owe


def _owed(scene: Scene, entry: Happened) -> None:
    owe(scene, entry, FinalAnswer.code, state=CommitmentState.PROMISED, what__digest=None)


register(Replay(tables=(), folds={entries.FinalAnswerOwed: _owed}))
