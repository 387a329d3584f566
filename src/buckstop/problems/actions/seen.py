"""Two at once: whoever decides on an older page is told what changed since, and decides again."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act
from buckstop.people.queries import names
from buckstop.problems.models import Case, Problem

CUSTOMERS_SAID = {
    "customer-heard": gettext_noop("{who} wrote"),
    "words-noted": gettext_noop("{who} noted what the customer said"),
    "understanding-corrected": gettext_noop("{who} said that it isn't what we understood"),
    "cannot-wait": gettext_noop("{who} said that it can't wait"),
    "not-waiting-for-me": gettext_noop("{who} said that we don't wait for them"),
    "still-broken": gettext_noop("{who} said that it is still broken"),
    "word-taken-back": gettext_noop("{who} took back what was recorded"),
    "case-confirmed": gettext_noop("{who} said that it is solved"),
    "case-opened": gettext_noop("{who} joined"),
    "case-moved-in": gettext_noop("Another customer joined"),
}
WE_SAID = {
    "message-sent": gettext_noop("{who} wrote to the customer"),
    "fix-said": gettext_noop("{who} said that it is fixed"),
    "word-recorded": gettext_noop("{who} recorded that it is solved"),
    "promise-moved": gettext_noop("{who} moved the promise"),
}


def check_seen(
    act: Act,
    problem: Problem,
    seen_until: int | None,
    *,
    said: dict[str, str] = CUSTOMERS_SAID,
    case: Case | None = None,
) -> None:
    """Refuse as `changed` where something of `said` happened since, by somebody else.

    `seen_until` is the number of the newest entry of the problem that the writer's page had; empty
    where the writer had no page. `case`: only what concerns that customer.
    """
    if seen_until is None:
        return
    key = case.pk if case is not None else None
    if told := said_since(problem, seen_until, by=act.by, said=said, case=key):
        sentence = _(
            "%(told)s after you opened this page. Look at it, then decide; your words stay."
        ) % {"told": told}
        raise Refused("changed", sentence)


def said_since(
    problem: Problem,
    number: int,
    *,
    by: Actor,
    said: dict[str, str] = CUSTOMERS_SAID,
    case: UUID | None = None,
) -> str:
    """The newest of `said` after the entry `number`, by somebody else, as a sentence; or empty."""
    later = Entry.objects.filter(chain=problem.chain_id, number__gt=number, code__in=list(said))
    if case is not None:
        later = later.filter(cases__contains=[case])
    newest = later.exclude(actor_kind=by.kind, actor_id=by.id).order_by("-number").first()
    return _(said[newest.code]).format(who=_who(newest)) if newest is not None else ""


def _who(entry: Entry) -> str:
    contact = getattr(fact_of(entry), "contact", None)
    person = contact if entry.actor_kind != ActorKind.STAFF and contact else entry.actor_id
    return names({person}).get(person, "The customer") if person else "The desk"
