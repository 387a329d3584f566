"""Whom of us the facts of problems are told, a line each."""

from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Fact
from buckstop.people.telling import About, face, field, owner, tell
from buckstop.problems.entries import cases, owning, promising
from buckstop.problems.rules.impact import STOPS


def _missed(made: Fact, about: About) -> list[UUID]:
    return [about.owner, getattr(made, "next_debtor"), *about.leaders]  # noqa: B009


def _who_can_hurry(made: Fact, about: About) -> list[UUID]:
    """Its owner, whoever could be reached in their place, outside hours too, and the leaders."""
    there: UUID | None = getattr(made, "watch")  # noqa: B009
    on_call: tuple[UUID, ...] = getattr(made, "on_call")  # noqa: B009
    others = [there, *on_call] if there else list(on_call)
    return list(dict.fromkeys([about.owner, *others, *about.leaders]))


def _who_owns(made: Fact, _: About) -> list[UUID]:
    """But not of what came from another system: that is hundreds at once, as somebody chose."""
    assert isinstance(made, owning.TenureBegan)
    return [] if made.how == "imported" else [made.to]


def _of_team(made: Fact, _: About) -> list[UUID]:
    """Who was on its duty."""
    return list(getattr(made, "people"))  # noqa: B009


tell(owning.TenureBegan, _who_owns, _("You own it now"), while_owner=True)
tell(owning.HandoffOffered, field("to"), _("You are asked to own it"), asks="handoff")
tell(owning.HandoffAccepted, owner, _("It was accepted"))
tell(owning.HandoffDeclined, owner, _("Your offer was declined"))
tell(owning.HandoffLapsed, owner, _("Your offer was not answered in time"))
tell(
    promising.MissNear,
    field("watch"),
    _("News is due soon: send it, or move the time"),
    asks="commitment",
)
tell(owning.LeftToWatch, field("watch"), _("You watch over it until its owner is back on duty"))
tell(promising.DueSoon, field("person"), _("Something is due soon"), asks="commitment")
tell(promising.StillLate, field("person"), _("Something is late"), asks="commitment")
tell(
    promising.NewsMissed, _missed, _("A promise of news was missed"), asks="successor", urgent=True
)
tell(promising.NewsDebtorChanged, field("debtor"), _("You owe the next news"), asks="commitment")
tell(promising.NewsGoesBack, field("person"), _("The next news isn’t yours any more"))
tell(promising.OwedMissed, owner, _("What you were owed is late"))
tell(promising.StepAdded, field("debtor"), _("A step is yours"), asks="commitment")
tell(promising.Asked, field("debtor"), _("Something is asked of you"), asks="commitment")
tell(promising.TeamAsked, _of_team, _("Your team is asked for something"), asks="commitment")
tell(promising.OwedMade, field("debtor"), _("Something is asked of you"), asks="commitment")
tell(promising.OwedCountered, owner, _("Promised, but by another time"))
tell(promising.OwedReported, owner, _("Done, they say: look whether it is"), asks="commitment")
tell(promising.OwedReturned, owner, _("Something isn't done yet"), asks="commitment")
tell(promising.OwedDeclined, owner, _("What you asked was declined"))
tell(promising.OwedGoesOver, field("debtor"), _("Something is owed by you now"), asks="commitment")
tell(promising.StillWaiting, owner, _("Still waiting for the customer"), asks="commitment")
tell(promising.NotWaitingForMe, owner, _("The customer says that we don't wait for them"))
tell(
    promising.Escalated,
    field("debtor"),
    _("You are asked to step in"),
    asks="commitment",
    urgent=True,
)
tell(promising.EscalationAnswered, owner, _("A leader answered"))
tell(
    promising.EscalationClimbed,
    field("debtor"),
    _("You are asked to step in: nobody answered"),
    asks="successor",
    urgent=True,
)
tell(promising.EscalationCredited, field("raised_by"), _("Asking early helped, says the leader"))
tell(cases.CustomerHeard, owner, _("The customer wrote"), unless_begun=True)
tell(cases.WordsNoted, owner, _("The customer told one of us"), unless_begun=True)
tell(cases.UnderstandingCorrected, owner, _("The customer says: that's not it"))
tell(cases.CannotWait, _who_can_hurry, _("The customer says: it can't wait"), urgent=True)
tell(cases.StillBroken, owner, _("Still broken, says the customer"))
tell(cases.WordTakenBack, owner, _("The customer took back what was recorded"))
tell(cases.WordWithdrawn, owner, _("It was recorded as solved by mistake"))
tell(cases.CaseConfirmed, owner, _("Solved, says the customer"))
tell(cases.CaseLapsed, owner, _("The customer never answered"))


def _stops_them(made: Fact) -> bool:
    hurts: int = getattr(made, "hurts")  # noqa: B009
    return hurts == STOPS


_HIT = _("Something stops a customer of yours")
face(owning.ProblemOpened, _HIT, may=_stops_them)
face(cases.HurtChanged, _HIT, may=_stops_them)
face(cases.CaseOpened, _HIT, unless_begun=True, if_it_stops_them=True)
face(cases.CaseMovedIn, _HIT, if_it_stops_them=True)
face(cases.CustomerChosen, _HIT, if_it_stops_them=True)
face(promising.NewsMissed, _("A promise to a customer of yours was missed"))
_AGAIN = _("A problem of a customer of yours is open again")
for _fact in (cases.StillBroken, cases.WordTakenBack, cases.WordWithdrawn, cases.CaseReopened):
    face(_fact, _AGAIN)
face(promising.Escalated, _("Somebody was asked to step in for a customer of yours"))
