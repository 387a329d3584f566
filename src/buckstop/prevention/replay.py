"""How causes, and what is owed of problems that hurt, follow from entries."""

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Replay, Scene, Table, Values, put, register
from buckstop.prevention import entries
from buckstop.prevention.models import Because, Cause, Prevention, Review, Suggestion

CAUSE = Table(
    Cause,
    says=lambda _: "a cause",
    chain="problem__chain",
    columns=("what__digest", "keeper_id", "merged_into_id"),
    words={"keeper_id": "who looks after it", "merged_into_id": "what it was taken into"},
)
BECAUSE = Table(
    Because,
    says=lambda row: f"whether {row['cause_id']} let it happen",
    chain="problem__chain",
    columns=("cause_id", "until"),
)
REVIEW = Table(
    Review,
    says=lambda _: "what let it happen is owed",
    key=("problem__chain_id",),
    chain="problem__chain",
    columns=("debtor_id", "due", "missed_at", "looks", "done_at"),
    words={"missed_at": "that it was missed", "done_at": "that it is done"},
)


PREVENTION = Table(
    Prevention,
    says=lambda _: "what is to prevent it",
    chain="cause__problem__chain",
    columns=(
        "cause_id", "debtor_id", "due", "size", "what__digest", "missed_at", "ended_at",
        "in_force_at", "watch_until", "before_came", "verdict",
    ),
    words={"in_force_at": "since when it is in force", "verdict": "whether it held"},
)  # fmt: skip


SUGGESTION = Table(
    Suggestion,
    says=lambda _: "what a customer suggests",
    chain="case__problem__chain",
    columns=("owner_id", "due", "what__digest", "missed_at", "answered_at"),
    words={"answered_at": "that it was answered"},
)


def _found(scene: Scene, entry: Happened) -> None:
    scene.add(
        CAUSE,
        entry.get("cause"),
        what__digest=entry.get("what"),
        keeper_id=entry.get("keeper"),
        merged_into_id=None,
    )


def _reworded(scene: Scene, entry: Happened) -> None:
    put(scene.find(CAUSE, entry.get("cause")), what__digest=entry.get("what"))


def _kept(scene: Scene, entry: Happened) -> None:
    put(scene.find(CAUSE, entry.get("cause")), keeper_id=entry.get("person"))


def _merged(scene: Scene, entry: Happened) -> None:
    put(scene.find(CAUSE, entry.get("cause")), merged_into_id=entry.get("into"))


def _apart(scene: Scene, entry: Happened) -> None:
    put(scene.find(CAUSE, entry.get("cause")), merged_into_id=None)


def _named(scene: Scene, entry: Happened) -> None:
    scene.add(BECAUSE, entry.get("because"), cause_id=entry.get("cause"), until=None)


def _unnamed(scene: Scene, entry: Happened) -> None:
    put(scene.find(BECAUSE, entry.get("because")), until=entry.at)


def _review(scene: Scene, entry: Happened) -> Values:
    return scene.last(REVIEW, problem__chain_id=entry.chain)


def _owed(scene: Scene, entry: Happened) -> None:
    row = _review(scene, entry)
    if not row:
        row = scene.add(REVIEW, problem__chain_id=entry.chain, missed_at=None, looks=0)
    done = entry.at if entry.get("named") else None
    put(row, debtor_id=entry.get("person"), due=entry.get("due"), done_at=done)


def _given(scene: Scene, entry: Happened) -> None:
    put(_review(scene, entry), debtor_id=entry.get("person"))


def _missed(scene: Scene, entry: Happened) -> None:
    row = _review(scene, entry)
    missed = row.get("missed_at") or entry.at
    put(row, debtor_id=entry.get("person"), due=entry.get("next_due"), missed_at=missed)


def _unknown(scene: Scene, entry: Happened) -> None:
    row = _review(scene, entry)
    put(row, due=entry.get("due"), looks=row.get("looks", 0) + 1)


def _done(scene: Scene, entry: Happened) -> None:
    put(_review(scene, entry), done_at=entry.at)


def _asked(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, entries.PreventionAsked)
    scene.add(
        PREVENTION,
        made.prevention,
        cause_id=made.cause,
        debtor_id=made.debtor,
        due=made.due,
        size=made.size,
        what__digest=made.what,
        missed_at=None,
        ended_at=None,
        in_force_at=None,
        watch_until=None,
        before_came=0,
        verdict="",
    )


def _due_otherwise(scene: Scene, entry: Happened) -> None:
    put(scene.find(PREVENTION, entry.get("prevention")), due=entry.get("due"))


def _prevention_ended(scene: Scene, entry: Happened) -> None:
    put(scene.find(PREVENTION, entry.get("prevention")), ended_at=entry.at)


def _prevention_missed(scene: Scene, entry: Happened) -> None:
    row = scene.find(PREVENTION, entry.get("prevention"))
    missed = row.get("missed_at") or entry.at
    put(row, due=entry.get("next_due"), debtor_id=entry.get("debtor"), missed_at=missed)


def _in_force(scene: Scene, entry: Happened) -> None:
    put(
        scene.find(PREVENTION, entry.get("prevention")),
        ended_at=entry.at,
        in_force_at=entry.at,
        watch_until=entry.get("watch_until"),
        before_came=entry.get("before_came"),
    )


def _judged(scene: Scene, entry: Happened) -> None:
    put(scene.find(PREVENTION, entry.get("prevention")), verdict=entry.get("verdict"))


def _suggested(scene: Scene, entry: Happened) -> None:
    scene.add(
        SUGGESTION,
        entry.get("suggestion"),
        owner_id=entry.get("owner"),
        due=entry.get("due"),
        what__digest=entry.get("what"),
        missed_at=None,
        answered_at=None,
    )


def _answered(scene: Scene, entry: Happened) -> None:
    put(scene.find(SUGGESTION, entry.get("suggestion")), answered_at=entry.at)


def _unanswered(scene: Scene, entry: Happened) -> None:
    row = scene.find(SUGGESTION, entry.get("suggestion"))
    missed = row.get("missed_at") or entry.at
    put(row, owner_id=entry.get("owner"), due=entry.get("next_due"), missed_at=missed)


FOLDS: dict[type[Fact], Fold] = {
    entries.CauseFound: _found,
    entries.CauseReworded: _reworded,
    entries.CauseKept: _kept,
    entries.CauseMerged: _merged,
    entries.CauseTakenApart: _apart,
    entries.CauseNamed: _named,
    entries.CauseUnnamed: _unnamed,
    entries.ReviewOwed: _owed,
    entries.ReviewGiven: _given,
    entries.ReviewMissed: _missed,
    entries.CauseUnknown: _unknown,
    entries.ReviewDone: _done,
    entries.PreventionAsked: _asked,
    entries.PreventionMoved: _due_otherwise,
    entries.PreventionDeclined: _prevention_ended,
    entries.PreventionWithdrawn: _prevention_ended,
    entries.PreventionMissed: _prevention_missed,
    entries.PreventionInForce: _in_force,
    entries.PreventionJudged: _judged,
    entries.SuggestionNoted: _suggested,
    entries.SuggestionAnswered: _answered,
    entries.SuggestionMissed: _unanswered,
}
register(Replay(tables=(CAUSE, BECAUSE, REVIEW, PREVENTION, SUGGESTION), folds=FOLDS))
