"""Search, the best first: what its title says before what only a message says, what is open before
what is closed, the newer before the older."""

import re
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from buckstop.conversations.queries.search import (
    FEW,
    Found,
    Sought,
    among_newest,
    holding_all,
    sought_of,
)
from buckstop.kit.folding import holding, plain
from buckstop.kit.reading import Among
from buckstop.problems.models import Problem
from buckstop.problems.models.problem import State
from buckstop.problems.queries.lists import PAGE, Listed, with_keys

WORD, BEGINS, PART = 3, 2, 1  # a term in a title: as a word, where one begins, anywhere
TOGETHER = 1  # more, where several stand in the title as they were typed
NAMED = 9  # where a term is the problem's own number

type Ranked = tuple[UUID, str, int, str, datetime]


def best(rows: "QuerySet[Problem]", typed: str, *, behind: int = 0, limit: int = PAGE) -> Found:
    """Of `rows` those that hold every term, the best first, `behind` so many.

    What few messages hold is ranked as a whole, and counted. Of what many hold, the newest are, and
    those whose title has it, where these are few.
    """
    sought = sought_of(typed)
    keys, count = holding_all(sought, FEW), None
    if whole := keys is not None:
        pool = keys
    else:
        newest = among_newest(rows, sought)
        pool, count = [*(row.pk for row in newest.listed.rows), *_titled(sought)], newest.count
    fitting = rows.filter(Among("pk", pool)).order_by()
    columns = fitting.values_list("pk", "title", "number", "state", "opened_at")
    ranked = in_rank(columns, [one for one in sought if not one.term.unwanted])
    page = ranked[behind : behind + limit]
    by_key = {row.pk: row for row in with_keys(page)}
    more = behind + limit if len(ranked) > behind + limit else 0
    return Found(Listed([by_key[key] for key in page], None, more), len(ranked) if whole else count)


def _titled(sought: list[Sought]) -> list[UUID]:
    """The problems in whose title every term stands; none where they are more than FEW, or a term
    is one that no index finds."""
    if not all(one.term.narrows for one in sought):
        return []
    has = " AND ".join(["buckstop_fold(title) LIKE buckstop_fold(%s)"] * len(sought))
    statement = f"SELECT id FROM problems_problem WHERE {has} LIMIT {FEW + 1}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [holding(one.term.text) for one in sought])
        found = [key for (key,) in cursor.fetchall()]
    return found if len(found) <= FEW else []


def in_rank(found: Iterable[Ranked], wanted: list[Sought]) -> list[UUID]:
    """The keys of these, the best first."""
    said = [(one.number, *_forms(plain(one.term.text))) for one in wanted]
    together = plain(" ".join(one.term.text for one in wanted)) if len(wanted) > 1 else None

    def rank(row: Ranked) -> tuple[int, bool, float, int]:
        key, title, number, state, opened = row
        folded = plain(title)
        score = sum(
            NAMED if named == number else _place(folded, word, begins, text)
            for named, word, begins, text in said
        )
        score += TOGETHER if together and together in folded else 0
        return -score, state == State.CLOSED, -opened.timestamp(), -key.int

    return [row[0] for row in sorted(found, key=rank)]


type _Forms = tuple["re.Pattern[str]", "re.Pattern[str]", str]


def _forms(text: str) -> _Forms:
    """What finds it as a word, where one begins, and anywhere."""
    quoted = re.escape(text)
    return re.compile(rf"(?<!\w){quoted}(?!\w)"), re.compile(rf"(?<!\w){quoted}"), text


def _place(title: str, word: "re.Pattern[str]", begins: "re.Pattern[str]", text: str) -> int:
    if text not in title:
        return 0
    if word.search(title):
        return WORD
    return BEGINS if begins.search(title) else PART
