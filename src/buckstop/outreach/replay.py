"""How outreaches follow from entries."""

from buckstop.ledger.replay import Happened, Replay, Scene, Table, put, register
from buckstop.outreach import entries
from buckstop.outreach.models import Outreach

OUTREACH = Table(
    Outreach,
    says=lambda _: "the outreach",
    chain="problem__chain",
    columns=("text__digest", "said_by_id", "begun_at", "stopped_at", "done_at", "by_itself"),
)


def _begun(scene: Scene, entry: Happened) -> None:
    scene.add(
        OUTREACH,
        entry.get("outreach"),
        text__digest=entry.get("text"),
        said_by_id=entry.by,
        begun_at=entry.at,
        stopped_at=None,
        done_at=None,
        by_itself=False,
    )


def _stopped(scene: Scene, entry: Happened) -> None:
    put(scene.find(OUTREACH, entry.get("outreach")), stopped_at=entry.at)


def _halted(scene: Scene, entry: Happened) -> None:
    put(scene.find(OUTREACH, entry.get("outreach")), stopped_at=entry.at, by_itself=True)


def _done(scene: Scene, entry: Happened) -> None:
    put(scene.find(OUTREACH, entry.get("outreach")), done_at=entry.at)


register(
    Replay(
        tables=(OUTREACH,),
        folds={
            entries.OutreachBegun: _begun,
            entries.OutreachStopped: _stopped,
            entries.OutreachHalted: _halted,
            entries.OutreachDone: _done,
        },
    )
)
