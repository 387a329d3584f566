"""What a signal turned out to be teaches whether the same opens a problem by itself again."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.models import Body
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions.closing import close_unreported
from buckstop.problems.models import Problem
from buckstop.problems.rules.acting import check_words
from buckstop.signals import entries
from buckstop.signals import permissions as may
from buckstop.signals.models import Episode, Taught


def nothing(problem: Problem, *, why: str, teaches: bool, by: Actor, at: datetime) -> None:
    """There is nothing to do, because; where that `teaches`, its signals open no problem again."""
    said = check_words(why, "reason", _("Say why nothing is left to do."))
    signals = list(Episode.objects.filter(problem=problem).select_related("source"))
    sources = {one.source for one in signals} if teaches else set()
    with acting(problem, *sources, by=by, at=at) as act:
        close_unreported(act.lock(problem), reason=said, by=by, at=act.at)
        for one in {each.fingerprint: each for each in signals}.values() if teaches else ():
            _teach(act, one, opens=False, why=act.body(said))


def teach(episode: Episode, *, opens: bool, why: str, by: Actor, at: datetime) -> None:
    """From now on the same signal opens a problem by itself, however bad it is said to be, or it
    opens none."""
    said = check_words(why, "reason", _("Say why."))
    with acting(episode.source, by=by, at=at) as act:
        check(may.may_teach(by))
        _teach(act, act.lock(episode), opens=opens, why=act.body(said))


def forget_taught(taught: Taught, *, by: Actor, at: datetime) -> None:
    """It is decided by how bad it is and who is exposed again."""
    with acting(taught, by=by, at=at) as act:
        check(may.may_forget_taught(by))
        taught = act.lock(taught)
        if taught.until is None:
            act.change(taught, until=act.at)
            act.record(entries.TaughtForgotten(taught=taught.pk))


def _teach(act: Act, episode: Episode, *, opens: bool, why: Body) -> None:
    act.flush()
    same = Taught.objects.filter(
        source=episode.source_id, fingerprint=episode.fingerprint, until=None
    )
    for row in act.rows(same):
        act.change(row, until=act.at)
        act.record(entries.TaughtForgotten(taught=row.pk), on=episode.source)
    act.flush()
    row = act.add(
        new_row(
            Taught, source=episode.source, fingerprint=episode.fingerprint, title=episode.title,
            opens=opens, why=why, since=act.at,
        )
    )  # fmt: skip
    made = entries.SignalTaught(taught=row.pk, opens=opens, reason=why.digest)
    act.record(made, on=episode.source)
