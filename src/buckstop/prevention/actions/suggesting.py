"""What customers suggest: noted, owned, answered."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.conversations.actions.telling import reply
from buckstop.conversations.wording.finding import Concern
from buckstop.coverage.queries import who_is_on_duty
from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.prevention import entries
from buckstop.prevention import permissions as may
from buckstop.prevention.models import Suggestion
from buckstop.problems.actions.levels import times_for
from buckstop.problems.models import Case
from buckstop.problems.rules.acting import check_words

ANSWER_WITHIN = 6_000
"""Working minutes, about two weeks."""
BATCH = 100


def note_suggestion(case: Case, *, what: str, owner: Person, by: Actor, at: datetime) -> Suggestion:
    """A customer suggests something that is no problem: `owner` owes them an answer."""
    said = check_words(what, "what", _("Say what they suggest."))
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_note_suggestion(by, owner))
        due = times_for(act, act.lock(case.problem)).after(act.at, ANSWER_WITHIN)
        body = act.body(said)
        row = new_row(
            Suggestion,
            case=case,
            what=body,
            owner=owner,
            noted_at=act.at,
            due=due,
            attend_at=due,
        )
        act.add(row)
        made = entries.SuggestionNoted(suggestion=row.pk, owner=owner.pk, due=due, what=body.digest)
        act.record(made, on=case, cases=(case.pk,))
    return row


def answer_suggestion(
    suggestion: Suggestion,
    *,
    text: str,
    by: Actor,
    at: datetime,
    overruled: Collection[Concern] = (),
) -> None:
    """They hear what becomes of it, in their own case."""
    with acting(suggestion, by=by, at=at) as act:
        suggestion = act.lock(suggestion)
        check(may.may_answer_suggestion(suggestion, by))
        message = reply(suggestion.case, text=text, by=by, at=act.at, overruled=overruled)
        assert message.text is not None, "a reply has words"
        act.change(suggestion, answer=message.text, answered_at=act.at, attend_at=None)
        made = entries.SuggestionAnswered(suggestion=suggestion.pk, answer=message.text.digest)
        act.record(made, on=suggestion, cases=(suggestion.case_id,))


class _Due(NamedTuple):
    pk: UUID
    chain_id: UUID


def attend_suggestions(*, at: datetime, limit: int = BATCH) -> int:
    """Look at those whose answer is due; returns how many. Late is missed, and owed on."""
    waiting = Suggestion.objects.filter(attend_at__lte=at).order_by("attend_at", "pk")
    found = [_Due(*row) for row in waiting.values_list("pk", "case__problem__chain")[:limit]]
    if not found:
        return 0
    with acting(*found, by=DESK, at=at, skip_locked=True) as act:
        held = [row.pk for row in found if act.holds(row)]
        again = Suggestion.objects.filter(pk__in=held, attend_at__lte=at)
        rows = act.rows(again.select_related("case__problem", "owner"))
        for row in rows:
            _miss(act, row)
    return len(rows)


def _miss(act: Act, row: Suggestion) -> None:
    gone = not row.owner.is_active
    owner = who_is_on_duty(act.at).buck_stops_with if gone else row.owner_id
    due = times_for(act, row.case.problem).after(act.at, ANSWER_WITHIN)
    made = entries.SuggestionMissed(suggestion=row.pk, owner=owner, due=row.due, next_due=due)
    missed = row.missed_at or act.at
    act.change(row, owner_id=owner, due=due, attend_at=due, missed_at=missed)
    act.record(made, on=row, cases=(row.case_id,))
