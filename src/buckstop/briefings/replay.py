"""How what was written follows from entries."""

from buckstop.briefings import entries
from buckstop.briefings.models import For, Statement, Subscription
from buckstop.ledger.replay import Happened, Replay, Scene, Table, put, register

STATEMENT = Table(
    Statement,
    says=lambda row: f"what was written for {row['readers']}",
    chain="problem__chain",
    columns=("readers", "text__digest", "written_by_id", "at"),
    words={"text__digest": "its text"},
)


SUBSCRIPTION = Table(
    Subscription,
    says=lambda _: "which teams hear of briefings",
    chain="chain",
    columns=("team_id", "until"),
    words={"until": "its end"},
)


def _subscribed(scene: Scene, entry: Happened) -> None:
    scene.add(SUBSCRIPTION, entry.get("subscription"), team_id=entry.get("team"), until=None)


def _unsubscribed(scene: Scene, entry: Happened) -> None:
    put(scene.find(SUBSCRIPTION, entry.get("subscription")), until=entry.at)


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
        tables=(STATEMENT, SUBSCRIPTION),
        folds={
            entries.BriefingWritten: _written,
            entries.ClientWordsWritten: _written,
            entries.Subscribed: _subscribed,
            entries.Unsubscribed: _unsubscribed,
        },
    )
)
