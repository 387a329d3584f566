"""How lessons and thanks follow from entries."""

from buckstop.ledger.replay import Happened, Replay, Scene, Table, put, register
from buckstop.outcomes import entries
from buckstop.outcomes.models import Lesson, Thanks

LESSON = Table(
    Lesson,
    says=lambda _: "a lesson",
    chain="problem__chain",
    columns=(
        "looked_like__digest", "was__digest", "do_first__digest", "written_by_id",
        "reviewed_by_id", "reviewed_at", "useful_at", "useful_times", "set_aside_at",
    ),
    words={"reviewed_by_id": "who reviewed it", "set_aside_at": "that it is set aside"},
)  # fmt: skip
THANKS = Table(
    Thanks,
    says=lambda _: "a thanks",
    chain="chain",
    columns=("given_by_id", "to_id", "problem_id", "text__digest", "shown_to_id", "shown_at"),
    words={"shown_to_id": "to whom it was shown"},
)


def _written(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, entries.LessonWritten)
    scene.add(
        LESSON,
        made.lesson,
        looked_like__digest=made.looked_like,
        was__digest=made.was,
        do_first__digest=made.do_first,
        written_by_id=entry.by,
        reviewed_by_id=None,
        reviewed_at=None,
        useful_at=None,
        useful_times=0,
        set_aside_at=None,
    )


def _reviewed(scene: Scene, entry: Happened) -> None:
    row = scene.find(LESSON, entry.get("lesson"))
    put(row, reviewed_by_id=entry.by, reviewed_at=entry.at, useful_at=entry.at)


def _useful(scene: Scene, entry: Happened) -> None:
    row = scene.find(LESSON, entry.get("lesson"))
    put(row, useful_at=entry.at, useful_times=row.get("useful_times", 0) + 1)


def _set_aside(scene: Scene, entry: Happened) -> None:
    put(scene.find(LESSON, entry.get("lesson")), set_aside_at=entry.at)


def _thanked(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, entries.ThanksGiven)
    scene.add(
        THANKS,
        made.thanks,
        given_by_id=entry.by,
        to_id=made.to,
        problem_id=made.problem,
        text__digest=made.text,
        shown_to_id=None,
        shown_at=None,
    )


def _shown(scene: Scene, entry: Happened) -> None:
    put(scene.find(THANKS, entry.get("thanks")), shown_to_id=entry.get("to"), shown_at=entry.at)


register(
    Replay(
        tables=(LESSON, THANKS),
        folds={
            entries.LessonWritten: _written,
            entries.LessonReviewed: _reviewed,
            entries.LessonUseful: _useful,
            entries.LessonSetAside: _set_aside,
            entries.ThanksGiven: _thanked,
            entries.ThanksShown: _shown,
        },
    )
)
