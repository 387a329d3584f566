"""How sources, episodes and what problems are about follow from entries."""

from collections.abc import Mapping

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Replay, Scene, Table, register
from buckstop.signals import entries
from buckstop.signals.models import Correction, Episode, ProblemService, Silence, Source, Taught

SOURCE = Table(
    Source,
    says=lambda _: "the source of signals",
    chain="chain",
    columns=("kind", "service_id", "ended_at"),
)
EPISODE = Table(
    Episode,
    says=lambda row: f"the episode {row['pk']}",
    chain="source__chain",
    columns=("service_id", "ended_at"),
)
NAMED = Table(
    ProblemService,
    says=lambda row: f"that it is about the service {row['service_id']}",
    chain="problem__chain",
    columns=("service_id", "until"),
)
CORRECTION = Table(
    Correction,
    says=lambda row: f"whether {row['customer_id']} is affected",
    chain="problem__chain",
    columns=("customer_id", "affected"),
)
TAUGHT = Table(
    Taught,
    says=lambda _: "what a signal taught",
    chain="source__chain",
    columns=("opens", "why__digest", "until"),
)
SILENCE = Table(
    Silence,
    says=lambda _: "the silence of a service",
    chain="service__chain",
    columns=("owner_id", "why__digest", "starts", "ends", "ended_at"),
)


def _taught(scene: Scene, entry: Happened) -> None:
    opens, reason = entry.get("opens"), entry.get("reason")
    scene.add(TAUGHT, entry.get("taught"), opens=opens, why__digest=reason, until=None)


def _forgotten(scene: Scene, entry: Happened) -> None:
    scene.find(TAUGHT, entry.get("taught"))["until"] = entry.at


def _silent(scene: Scene, entry: Happened) -> None:
    scene.add(
        SILENCE,
        entry.get("silence"),
        owner_id=entry.by,
        why__digest=entry.get("reason"),
        starts=entry.get("starts"),
        ends=entry.get("ends"),
        ended_at=None,
    )


def _moved(scene: Scene, entry: Happened) -> None:
    row = scene.find(SILENCE, entry.get("silence"))
    row["ends"] = entry.get("due")
    row["starts"] = entry.get("starts") or row["starts"]


def _heard_again(scene: Scene, entry: Happened) -> None:
    scene.find(SILENCE, entry.get("silence"))["ended_at"] = entry.at


def _named(scene: Scene, entry: Happened) -> None:
    scene.add(NAMED, entry.get("named"), service_id=entry.get("service"), until=None)


def _unnamed(scene: Scene, entry: Happened) -> None:
    scene.find(NAMED, entry.get("named"))["until"] = entry.at


def _corrected(scene: Scene, entry: Happened) -> None:
    customer, affected = entry.get("customer"), entry.get("affected")
    scene.add(CORRECTION, entry.get("correction"), customer_id=customer, affected=affected)


def _added(scene: Scene, entry: Happened) -> None:
    kind, service = entry.get("kind"), entry.get("service")
    scene.add(SOURCE, entry.get("source"), kind=kind, service_id=service, ended_at=None)


def _ended(scene: Scene, entry: Happened) -> None:
    scene.last(SOURCE)["ended_at"] = entry.at


def _began(scene: Scene, entry: Happened) -> None:
    scene.add(EPISODE, entry.get("episode"), service_id=entry.get("service"), ended_at=None)


def _over(scene: Scene, entry: Happened) -> None:
    scene.find(EPISODE, entry.get("episode"))["ended_at"] = entry.at


FOLDS: Mapping[type[Fact], Fold] = {
    entries.SourceAdded: _added,
    entries.SourceEnded: _ended,
    entries.EpisodeBegan: _began,
    entries.EpisodeOver: _over,
    entries.ServiceNamed: _named,
    entries.ServiceUnnamed: _unnamed,
    entries.AffectedCorrected: _corrected,
    entries.SignalTaught: _taught,
    entries.TaughtForgotten: _forgotten,
    entries.SilenceBegun: _silent,
    entries.SilenceEnded: _heard_again,
    entries.WorkMoved: _moved,
}
register(Replay(tables=(SOURCE, EPISODE, NAMED, CORRECTION, TAUGHT, SILENCE), folds=FOLDS))
