"""Whom of us the facts of problems are told, a line each."""

from uuid import UUID

from buckstop.ledger.entries import Fact
from buckstop.people.telling import About, field, owner, owner_and_leaders, tell
from buckstop.problems.entries import cases, owning, promising


def _missed(made: Fact, about: About) -> list[UUID]:
    return [about.owner, getattr(made, "next_debtor"), *about.leaders]  # noqa: B009


tell(owning.TenureBegan, field("to"), "You own it now", while_owner=True)
tell(owning.HandoffOffered, field("to"), "You are asked to own it", asks="handoff")
tell(owning.HandoffAccepted, owner, "It was accepted")
tell(owning.HandoffDeclined, owner, "Your offer was declined")
tell(owning.HandoffLapsed, owner, "Your offer was not answered in time")
tell(
    promising.MissNear,
    field("watch"),
    "News is due soon: send it, or move the time",
    asks="commitment",
)
tell(promising.NewsMissed, _missed, "A promise of news was missed", asks="successor")
tell(promising.NewsDebtorChanged, field("debtor"), "You owe the next news", asks="commitment")
tell(promising.OwedMissed, owner, "What you were owed is late")
tell(promising.StepAdded, field("debtor"), "A step is yours", asks="commitment")
tell(promising.Asked, field("debtor"), "Something is asked of you", asks="commitment")
tell(promising.OwedMade, field("debtor"), "Something is asked of you", asks="commitment")
tell(promising.OwedCountered, owner, "Promised, but by another time")
tell(promising.OwedReported, owner, "Done, they say: look whether it is", asks="commitment")
tell(promising.OwedReturned, owner, "Something isn't done yet", asks="commitment")
tell(promising.OwedDeclined, owner, "What you asked was declined")
tell(promising.OwedGoesOver, field("debtor"), "Something is owed by you now", asks="commitment")
tell(promising.StillWaiting, owner, "Still waiting for the customer", asks="commitment")
tell(promising.NotWaitingForMe, owner, "The customer says that we don't wait for them")
tell(promising.Escalated, field("debtor"), "You are asked to step in", asks="commitment")
tell(promising.EscalationAnswered, owner, "A leader answered")
tell(
    promising.EscalationClimbed,
    field("debtor"),
    "You are asked to step in: nobody answered",
    asks="successor",
)
tell(promising.EscalationCredited, field("raised_by"), "Asking early helped, says the leader")
tell(cases.CustomerHeard, owner, "The customer wrote", unless_begun=True)
tell(cases.WordsNoted, owner, "The customer told one of us", unless_begun=True)
tell(cases.UnderstandingCorrected, owner, "The customer says: that's not it")
tell(cases.CannotWait, owner_and_leaders, "The customer says: it can't wait")
tell(cases.StillBroken, owner, "Still broken, says the customer")
tell(cases.WordTakenBack, owner, "The customer took back what was recorded")
tell(cases.CaseConfirmed, owner, "Solved, says the customer")
tell(cases.CaseLapsed, owner, "The customer never answered")
