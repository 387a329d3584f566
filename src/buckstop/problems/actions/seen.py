"""Two at once: whoever decides on an older page is told what changed since, and decides again."""

from buckstop.ledger.actor import ActorKind
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act
from buckstop.people.queries import names
from buckstop.problems.models import Case, Problem

CUSTOMERS_SAID = {
    "customer-heard": "{who} wrote",
    "words-noted": "{who} noted what the customer said",
    "understanding-corrected": "{who} said that it isn't what we understood",
    "cannot-wait": "{who} said that it can't wait",
    "not-waiting-for-me": "{who} said that we don't wait for them",
    "still-broken": "{who} said that it is still broken",
    "word-taken-back": "{who} took back what was recorded",
    "case-confirmed": "{who} said that it is solved",
    "case-opened": "{who} joined",
    "case-moved-in": "Another customer joined",
}
WE_SAID = {
    "message-sent": "{who} wrote to the customer",
    "fix-said": "{who} said that it is fixed",
    "word-recorded": "{who} recorded that it is solved",
    "promise-moved": "{who} moved the promise",
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
    later = Entry.objects.filter(
        chain=problem.chain_id, number__gt=seen_until, code__in=list(said)
    ).order_by("-number")
    if case is not None:
        later = later.filter(cases__contains=[case.pk])
    own = {"actor_kind": act.by.kind, "actor_id": act.by.id}
    newest = later.exclude(**own).first()
    if newest is not None:
        told = said[newest.code].format(who=_who(newest))
        sentence = f"{told} after you opened this page. Look at it, then decide; your words stay."
        raise Refused("changed", sentence)


def _who(entry: Entry) -> str:
    contact = getattr(fact_of(entry), "contact", None)
    person = contact if entry.actor_kind != ActorKind.STAFF and contact else entry.actor_id
    return names({person}).get(person, "The customer") if person else "The desk"
