"""Whom of us facts of prevention are told, a line each."""

from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Fact
from buckstop.people.telling import About, field, tell
from buckstop.prevention import entries


def _unless_named(made: Fact, about: About) -> list[UUID]:
    """Who owes it, where no cause was named before."""
    del about
    assert isinstance(made, entries.ReviewOwed)
    return [] if made.named else [made.person]


def _debtor_and_leaders(made: Fact, about: About) -> list[UUID]:
    assert isinstance(made, entries.ReviewMissed)
    return [made.person, *about.leaders]


tell(entries.ReviewOwed, _unless_named, _("It hurt: say what let it happen"))
tell(entries.ReviewGiven, field("person"), _("You are asked what let it happen"))
tell(entries.ReviewMissed, _debtor_and_leaders, _("Nobody said in time what let it happen"))
tell(entries.CauseKept, field("person"), _("You look after a cause"))


def _debtor_and_keeper(made: Fact, about: About) -> list[UUID]:
    """Who owes it or did it, and who looks after the cause."""
    del about
    assert isinstance(made, entries.CauseRecurred | entries.PreventionJudged)
    return list(dict.fromkeys((made.debtor, made.keeper)))


def _debtor_missed(made: Fact, about: About) -> list[UUID]:
    assert isinstance(made, entries.PreventionMissed)
    return [made.debtor, *about.leaders]


tell(entries.PreventionAsked, field("debtor"), _("You are asked to keep it from coming back"))
tell(entries.PreventionDeclined, field("asked_by"), _("What was to prevent it was declined"))
tell(entries.PreventionMoved, field("asked_by"), _("What is to prevent it comes later"))
tell(entries.PreventionMissed, _debtor_missed, _("What is to prevent it wasn’t done in time"))
tell(entries.CauseRecurred, _debtor_and_keeper, _("It came back although it was prevented"))
tell(entries.PreventionJudged, _debtor_and_keeper, _("It is known whether what prevents it holds"))


def _owner_missed(made: Fact, about: About) -> list[UUID]:
    assert isinstance(made, entries.SuggestionMissed)
    return [made.owner, *about.leaders]


tell(entries.SuggestionNoted, field("owner"), _("A customer suggests something: answer it"))
tell(entries.SuggestionMissed, _owner_missed, _("A customer’s suggestion wasn’t answered in time"))
