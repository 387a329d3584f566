"""How easy it was to get it solved with us: whom we ask, and what they say."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions.levels import times_of_case
from buckstop.problems.entries import cases as entries
from buckstop.problems.models import Case, EffortScore, Word
from buckstop.problems.permissions.cases import may_tell_effort

LONGEST = 300
"""A sentence: in so many characters."""


def tell_effort(case: Case, *, score: int, by: Actor, at: datetime, why: str = "") -> None:
    """How easy it was, 1 to 7, and a sentence with it if they like; telling it again corrects it,
    and a sentence that was said stays where none is said."""
    if score not in range(1, 8):
        raise Refused("bad-score", _("Choose a number from 1 to 7."), "score")
    why = " ".join(why.split())
    if len(why) > LONGEST:
        raise Refused("too-long", _("Say it in %(n)d characters.") % {"n": LONGEST}, "why")
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may_tell_effort(case, by))
        told = EffortScore.objects.filter(case=case).select_related("why").first()
        body = act.body(why) if why else told.why if told else None
        if told:
            act.change(told, score=score, why=body, at=act.at)
        else:
            act.add(EffortScore(case=case, score=score, why=body, at=act.at))
        made = entries.EffortTold(case=case.pk, score=score, why=digest_of(body) if body else "")
        act.record(made, cases=(case.pk,))


def asks_ease(act: Act, case: Case) -> bool:
    """Part of verbs: whether who says that it is solved is asked how easy it was. They aren’t
    where they were about another case, not longer ago than their service level says."""
    after = times_of_case(act, case).asks_after
    if after is None:
        return False
    asked = Word.objects.filter(
        case__contact=case.contact_id, says=Word.Says.SOLVED, asks_ease=True, at__gt=act.at - after
    )
    return not act.rows(asked.exclude(case=case)[:1])
