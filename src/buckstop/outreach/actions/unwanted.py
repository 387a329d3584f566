"""Who was told first didn't want it: they hear no more, and what many take for spam stops."""

from datetime import datetime

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.transaction import Act, acting
from buckstop.outreach import entries
from buckstop.outreach.actions.telling import leave_out
from buckstop.outreach.models import How, LeftOut, Outreach, Recipient, RecipientState, Unwanted
from buckstop.outreach.queries import told_first
from buckstop.outreach.rules import is_too_much
from buckstop.problems.actions.kinds import spare
from buckstop.problems.models import Case

_SAID = {How.SPAM: entries.TakenForSpam, How.ENOUGH: entries.NothingWanted}


def not_wanted(case: Case, *, how: How, at: datetime) -> bool:
    """Somebody whom we told first said by a mail program, or with a click, that they don't want it.
    Said twice it counts once; returns whether there was such a telling at all."""
    row = told_first(case)
    if row is None:
        return False
    with acting(case, by=_theirs(case), at=at) as act:
        case = act.lock(case)
        if Unwanted.objects.filter(recipient=row, how=how).exists():
            return True
        complaints = Unwanted.objects.filter(outreach=row.outreach, how=How.SPAM).count()
        made = new_row(Unwanted, recipient=row, outreach=row.outreach, how=how, said_at=act.at)
        act.add(made)
        act.record(_SAID[how](case=case.pk), cases=(case.pk,))
        if case.is_told and case.is_waiting:
            spare(case, by=_theirs(case), at=act.at)
        if how == How.SPAM:
            _stop_where_too_much(act.by_another(DESK), row.outreach, complaints + 1)
    return True


def _theirs(case: Case) -> Actor:
    return Actor(ActorKind.CONTACT, case.contact_id, case=case.pk)


def _stop_where_too_much(act: Act, outreach: Outreach, complaints: int) -> None:
    told = Recipient.objects.filter(outreach=outreach, state=RecipientState.TOLD).count()
    outreach = act.lock(outreach)
    if not outreach.runs or not is_too_much(complaints=complaints, told=told):
        return
    left = act.rows(Recipient.objects.filter(outreach=outreach, state=RecipientState.WAITING))
    for row in left:
        leave_out(act, row, LeftOut.UNWANTED)
    act.change(outreach, stopped_at=act.at, by_itself=True)
    made = entries.OutreachHalted(
        outreach=outreach.pk, complaints=complaints, told=told, left=len(left)
    )
    act.record(made, on=outreach.problem)
