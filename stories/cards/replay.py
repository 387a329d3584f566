"""How cards follow from entries."""

from django.db.models import Q

from buckstop.ledger.replay import Happened, Replay, Scene, Table, register
from buckstop.outbox.models import Delivery
from stories.cards.actions import KIND
from stories.cards.entries import CardWritten

CARD = Table(Delivery, says=lambda _: "a card", chain="head_of", where=Q(kind=KIND))


def _written(scene: Scene, entry: Happened) -> None:
    scene.add(CARD, entry.get("card"))


REPLAY = Replay(tables=(CARD,), folds={CardWritten: _written})
register(REPLAY)
