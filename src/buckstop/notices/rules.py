"""Whom each kind of entry is told, and in which words. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from buckstop.ledger.entries import Fact
from buckstop.problems.entries import cases, owning, promising


@dataclass(frozen=True, slots=True)
class About:
    """What a telling needs to know: the problem's owner, the leaders, who acted."""

    owner: UUID
    leaders: tuple[UUID, ...]
    by: UUID | None


type Told = Callable[[Fact, About], list[UUID]]


def field(name: str) -> Told:
    """The person that the fact names so."""
    return lambda made, _: [getattr(made, name)]


def owner(_: Fact, about: About) -> list[UUID]:
    return [about.owner]


def owner_and_leaders(_: Fact, about: About) -> list[UUID]:
    return [about.owner, *about.leaders]


def leaders_without(name: str) -> Told:
    """The leaders, but for the person that the fact names so."""
    return lambda made, about: [one for one in about.leaders if one != getattr(made, name)]


def _missed(made: Fact, about: About) -> list[UUID]:
    return [about.owner, getattr(made, "next_debtor"), *about.leaders]  # noqa: B009


def _new_owner(made: Fact, _: About) -> list[UUID]:
    return [getattr(made, "to")]  # noqa: B009


TELLINGS: dict[type[Fact], tuple[Told, str]] = {
    owning.TenureBegan: (_new_owner, "You own it now"),
    owning.HandoffOffered: (field("to"), "You are asked to own it"),
    owning.HandoffAccepted: (owner, "It was accepted"),
    owning.HandoffDeclined: (owner, "Your offer was declined"),
    owning.HandoffLapsed: (owner, "Your offer was not answered in time"),
    promising.MissNear: (field("watch"), "News is due soon: send it, or move the time"),
    promising.NewsMissed: (_missed, "A promise of news was missed"),
    promising.NewsDebtorChanged: (field("debtor"), "You owe the next news"),
    promising.OwedMissed: (owner, "What you were owed is late"),
    promising.StepAdded: (field("debtor"), "A step is yours"),
    promising.Asked: (field("debtor"), "Something is asked of you"),
    promising.OwedMade: (field("debtor"), "Something is asked of you"),
    promising.OwedCountered: (owner, "Promised, but by another time"),
    promising.OwedReported: (owner, "Done, they say: look whether it is"),
    promising.OwedReturned: (owner, "Something isn't done yet"),
    promising.OwedDeclined: (owner, "What you asked was declined"),
    promising.OwedGoesOver: (field("debtor"), "Something is owed by you now"),
    promising.StillWaiting: (owner, "Still waiting for the customer"),
    promising.NotWaitingForMe: (owner, "The customer says that we don't wait for them"),
    promising.Escalated: (field("debtor"), "You are asked to step in"),
    promising.EscalationAnswered: (owner, "A leader answered"),
    promising.EscalationClimbed: (field("debtor"), "You are asked to step in: nobody answered"),
    promising.EscalationCredited: (field("raised_by"), "Asking early helped, says the leader"),
    cases.CustomerHeard: (owner, "The customer wrote"),
    cases.WordsNoted: (owner, "The customer told one of us"),
    cases.UnderstandingCorrected: (owner, "The customer says: that's not it"),
    cases.CannotWait: (owner_and_leaders, "The customer says: it can't wait"),
    cases.StillBroken: (owner, "Still broken, says the customer"),
    cases.WordTakenBack: (owner, "The customer took back what was recorded"),
    cases.CaseConfirmed: (owner, "Solved, says the customer"),
    cases.CaseLapsed: (owner, "The customer never answered"),
}


PAGE_ONLY: set[type[Fact]] = set()
"""Facts that are told on the page alone: their mail would come back too."""

_ASKS: dict[type[Fact], str] = {
    owning.HandoffOffered: "handoff",
    promising.MissNear: "commitment",
    promising.NewsDebtorChanged: "commitment",
    promising.NewsMissed: "successor",
    promising.OwedGoesOver: "commitment",
    promising.OwedReported: "commitment",
    promising.OwedReturned: "commitment",
    promising.StillWaiting: "commitment",
    promising.StepAdded: "commitment",
    promising.Asked: "commitment",
    promising.OwedMade: "commitment",
    promising.Escalated: "commitment",
    promising.EscalationClimbed: "successor",
}
"""What these ask for, by the field that names it: when it has ended they ask for nothing."""


def register(
    tellings: Mapping[type[Fact], tuple[Told, str]], page_only: Iterable[type[Fact]] = ()
) -> None:
    """Say once, at start-up, who is told of facts of another app, and in which words."""
    TELLINGS.update(tellings)
    PAGE_ONLY.update(page_only)


def is_told(made: Fact, begun: bool) -> bool:
    """Whether staff are told of it; not that somebody wrote who began the problem with it.

    That is no news to the owner who is told that they own what was written.
    """
    return type(made) in TELLINGS and not (begun and isinstance(made, _WROTE))


_WROTE = (cases.CustomerHeard, cases.WordsNoted)


def asks_for(made: Fact) -> UUID | None:
    """The commitment that this asks somebody to do something about, if any."""
    field_of = _ASKS.get(type(made))
    return getattr(made, field_of) if field_of else None


def told(made: Fact, about: About) -> tuple[list[UUID], str]:
    """Who must know, without who did it themselves, and the sentence."""
    who, sentence = TELLINGS[type(made)]
    people = dict.fromkeys(who(made, about))
    return [person for person in people if person != about.by], sentence
