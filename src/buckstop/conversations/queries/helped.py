"""How problems like one were solved: what was said once they were."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from buckstop.conversations.letters.letter import letter_of, of_people
from buckstop.conversations.models import Message
from buckstop.kit.text import shortened
from buckstop.ledger.actor import Actor
from buckstop.problems.models import Problem
from buckstop.problems.queries.similar import solved_like

LONGEST = 240  # characters of what was said
GREETING = 40  # characters at most of a line that ends with a comma and only greets


@dataclass(frozen=True, slots=True)
class Solved:
    """A problem that ended well, and what its customers were told then."""

    problem: Problem
    helped: str


def helped_then(problem: Problem, *, actor: Actor, but_not: Collection[UUID] = ()) -> list[Solved]:
    """The problems most like `problem` that were solved, or answered, and by what.

    `but_not`: keys of those of which something better is known.
    """
    rows = solved_like(problem, actor=actor, but_not=but_not)
    said = _last_words(one.pk for one in rows)
    found = {said[one.pk]: one for one in reversed(rows) if one.pk in said}  # the same words once
    return [Solved(one, said[one.pk]) for one in rows if one in found.values()]


def _last_words(problems: Iterable[UUID]) -> dict[UUID, str]:
    """What was said last of us: that it is fixed before any answer."""
    ours = Message.objects.standing().filter(problem__in=list(problems), text__text__isnull=False)
    ours = ours.filter(kind__in=of_people()).order_by("at", "pk")
    found: dict[UUID, tuple[bool, str]] = {}
    for problem, kind, text in ours.values_list("problem", "kind", "text__text"):
        ends = letter_of(kind).ends
        if ends or not found.get(problem, (False,))[0]:
            found[problem] = ends, _begin(text or "")
    return {problem: text for problem, (_ends, text) in found.items() if text}


def _begin(text: str) -> str:
    """Its first words, without a line that only greets."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if len(lines) > 1 and lines[0].endswith((",", "!")) and len(lines[0]) <= GREETING:
        lines = lines[1:]
    return shortened(" ".join(lines), LONGEST)
