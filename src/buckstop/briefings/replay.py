"""How what was written follows from entries."""

from buckstop.briefings import entries
from buckstop.briefings.models import For, Statement
from buckstop.ledger.replay import Happened, Replay, Scene, Table, register

STATEMENT = Table(
    Statement,
    says=lambda row: f"what was written for {row['readers']}",
    chain="problem__chain",
    columns=("readers", "text__digest", "written_by_id", "at"),
    words={"text__digest": "its text"},
)


def _written(scene: Scene, entry: Happened) -> None:
    inside = isinstance(entry.made, entries.BriefingWritten)
    scene.add(
        STATEMENT,
        entry.get("statement"),
        readers=For.HOUSE if inside else For.CLIENTS,
        text__digest=entry.get("text"),
        written_by_id=entry.by,
        at=entry.at,
    )


register(
    Replay(
        tables=(STATEMENT,),
        folds={entries.BriefingWritten: _written, entries.ClientWordsWritten: _written},
    )
)
