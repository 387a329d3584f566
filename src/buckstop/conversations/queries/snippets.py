"""Snippets as somebody has them, those that they use most first, and filled in for a problem."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from buckstop.conversations.models import Snippet
from buckstop.conversations.rules import PLACEHOLDER
from buckstop.conversations.wording.checking import by
from buckstop.conversations.wording.context import Context
from buckstop.conversations.wording.language import CODES, language
from buckstop.coverage.models import Member
from buckstop.kit.ids import reference
from buckstop.people.models import Person
from buckstop.people.zones import house_zone
from buckstop.problems.models import Case, Problem

LATELY = timedelta(days=60)
MOST = 200


def snippets_of(person: Person, *, removed: bool = False) -> "QuerySet[Snippet]":
    """Their own, those of their teams and the house's."""
    teams = Member.objects.filter(person=person, until=None).values("team")
    shared = Q(person=None) & (Q(team=None) | Q(team__in=teams))
    return _kept(Q(person=person) | shared, removed=removed)


def in_hand(person: Person, *, removed: bool = False) -> "QuerySet[Snippet]":
    """Those that they may use; a lead, who keeps those of every team, sees these too."""
    if not person.is_leader:
        return snippets_of(person, removed=removed)
    return _kept(Q(person=person) | Q(person=None), removed=removed)


def _kept(whose: Q, *, removed: bool) -> "QuerySet[Snippet]":
    rows = Snippet.objects.filter(whose).select_related("text", "team")
    return rows if removed else rows.filter(removed_at=None)


def useful(person: Person, *, spoken: str, at: datetime) -> list[Snippet]:
    """Those for a customer who is spoken to in the language `spoken`: what `person` used most
    lately first. Where their language isn't known all are there."""
    rows = snippets_of(person)
    if spoken:
        rows = rows.filter(language__in=("", spoken))
    lately = Count("uses", filter=Q(uses__person=person, uses__at__gt=at - LATELY))
    return list(rows.annotate(used=lately).order_by("-used", "name", "pk")[:MOST])


def known(
    problem: Problem, case: Case | None, promised: datetime | None, *, spoken: str, at: datetime
) -> dict[str, str]:
    """What placeholders stand for; those that nobody knows are left out."""
    customer = case.customer if case else None
    found = {
        "reference": reference(problem.number),
        "owner": problem.owner.public_name,
        "contact": case.contact.public_name if case else "",
        "customer": customer.name if customer else "",
    }
    if due := promised or problem.news_due:
        zone = ZoneInfo((customer.zone if customer else "") or house_zone())
        speech = language(spoken if spoken in CODES else "en")
        found["promise"] = by(due, at, speech, Context(now=at, zone=zone))
    return {name: words for name, words in found.items() if words}


def filled(text: str, words: dict[str, str]) -> str:
    """The text with what is known; the rest stands in its marks, and can't be sent like that."""

    def fill(match: re.Match[str]) -> str:
        return words.get(match[1], match[0])

    return PLACEHOLDER.sub(fill, text)
