"""Search: problems by any part of what was said, of files' names, people, customers and numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from buckstop.conversations.queries.terms import Term, terms_of
from buckstop.kit.folding import holding, plain
from buckstop.kit.ids import number_of
from buckstop.kit.reading import Among
from buckstop.people.finding import contacts_like, customers_like
from buckstop.problems.models import Problem
from buckstop.problems.queries.lists import PAGE, Cursor, Listed, in_order, with_keys

FEW = 500  # messages that hold a term: up to so many are taken as a set …
NEWEST = 1_500  # … and of what more hold, a page may stand in so many of the newest problems
MANY = 5_000  # where it doesn't, up to so many messages are taken as a set
WALKED = 10_000  # problems looked at for one page at most; what lies beyond is the next page's
AROUND = 60  # letters shown before and after what was found
_UNFOLDED = 500  # messages not folded yet that are read as they are

# A message's words, folded already or not yet.
_HAS = "coalesce(found.folded, buckstop_fold(buckstop_said(found.message_id))) LIKE {has}"
_HOLDERS = f"""
WITH hits AS MATERIALIZED (
    SELECT message_id FROM conversations_findable WHERE folded LIKE buckstop_fold(%(has)s)
    UNION ALL
    SELECT message_id FROM (
        SELECT message_id, folded FROM conversations_findable WHERE folded IS NULL
        ORDER BY message_id DESC LIMIT {_UNFOLDED}) found
    WHERE {_HAS.format(has="buckstop_fold(%(has)s)")}
    LIMIT %(most)s)
SELECT id FROM problems_problem WHERE buckstop_fold(title) LIKE buckstop_fold(%(has)s)
UNION ALL
SELECT (SELECT coalesce("case".problem_id, message.problem_id)  -- by key, never the whole table
    FROM conversations_message message LEFT JOIN problems_case "case" ON "case".id = message.case_id
    WHERE message.id = hits.message_id)
FROM hits
UNION ALL
SELECT problem_id FROM problems_case WHERE contact_id = ANY(%(contacts)s)
UNION ALL
SELECT problem_id FROM problems_case WHERE customer_id = ANY(%(customers)s)
UNION ALL
SELECT id FROM problems_problem WHERE number = %(number)s
LIMIT %(most)s
"""
# Most titles are of plain letters, which folding only makes small: it takes ten times as long.
_ONE = f"""(
    CASE WHEN octet_length(problem.title) = length(problem.title) THEN lower(problem.title)
        ELSE buckstop_fold(problem.title) END LIKE buckstop_fold(%s)
    OR problem.number = %s
    OR EXISTS (SELECT FROM problems_case "case" WHERE "case".problem_id = problem.id AND (
        "case".contact_id = ANY(%s) OR "case".customer_id = ANY(%s)
        OR EXISTS (SELECT FROM conversations_message message
            JOIN conversations_findable found ON found.message_id = message.id
            WHERE message.case_id = "case".id AND {_HAS.format(has="buckstop_fold(%s)")})))
    OR EXISTS (SELECT FROM conversations_message message
        JOIN conversations_findable found ON found.message_id = message.id
        WHERE message.case_id IS NULL AND message.problem_id = problem.id
        AND {_HAS.format(has="buckstop_fold(%s)")}))"""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found; `count` is empty where more fit than are worth counting."""

    listed: Listed
    count: int | None


@dataclass(frozen=True, slots=True)
class Sought:
    """A term with the keys of the people and customers whom it names."""

    term: Term
    contacts: list[UUID]
    customers: list[UUID]

    @classmethod
    def of(cls, term: Term) -> "Sought":
        if not term.narrows:  # two letters stand in half of all names
            return cls(term, [], [])
        return cls(term, contacts_like(term.text), customers_like(term.text))

    @property
    def number(self) -> int:
        return number_of(self.term.text) or 0

    def holders(self, most: int) -> set[UUID] | None:
        """The problems that hold the term; None where more than `most` messages may."""
        values = {
            "has": holding(self.term.text),
            "contacts": self.contacts,
            "customers": self.customers,
            "number": self.number,
            "most": most + 1,
        }
        rows = _rows(_HOLDERS, values)
        return {key for (key,) in rows} if len(rows) <= most else None

    def test(self) -> tuple[str, list[Any]]:
        """The condition on one problem, and its values."""
        has = holding(self.term.text)
        values = [has, self.number, self.contacts, self.customers, has, has]
        return f"{'NOT ' if self.term.unwanted else ''}{_ONE}", values


def search(
    rows: "QuerySet[Problem]", typed: str, *, after: Cursor | None = None, limit: int = PAGE
) -> Found:
    """Of `rows` those that hold every term of what was typed, newest first, a page at a time.

    What few messages hold is found by an index, and counted. What many hold stands in the newest
    problems, so that one statement that begins there soon has a page of it.
    """
    sought = sought_of(typed)
    keys = holding_all(sought, FEW)
    if keys is not None:
        return _page_of(rows.filter(Among("pk", keys)), after, limit)
    return among_newest(rows, sought, after=after, limit=limit)


def sought_of(typed: str) -> list[Sought]:
    """The terms of what was typed, each with whom it names."""
    return [Sought.of(term) for term in terms_of(typed)]


def among_newest(
    rows: "QuerySet[Problem]",
    sought: list[Sought],
    *,
    after: Cursor | None = None,
    limit: int = PAGE,
) -> Found:
    """A page of what many messages hold, newest first."""
    listed = _walk(rows, sought, after, limit, NEWEST)
    if len(listed.rows) < limit and listed.older is not None:
        keys = holding_all(sought, MANY)
        if keys is not None:
            return _page_of(rows.filter(Among("pk", keys)), after, limit)
        listed = _walk(rows, sought, after, limit, WALKED)
    return Found(listed, None)


def holding_all(sought: list[Sought], most: int) -> list[UUID] | None:
    """The problems that hold every term; None where none of these is so rare that at most `most`
    messages hold it."""
    known, common = _candidates(sought, most)
    if known is None:
        return None
    return _those_of(list(known), common) if common else list(known)


def _candidates(sought: list[Sought], most: int) -> tuple[set[UUID] | None, list[Sought]]:
    """The problems that hold each rare term, and the terms that are still to be looked for."""
    known: set[UUID] | None = None
    left = []
    for one in sought:
        holders = one.holders(most) if one.term.narrows else None
        if holders is None:
            left.append(one)
        else:
            known = holders if known is None else known & holders
    return known, left


def _page_of(fitting: "QuerySet[Problem]", after: Cursor | None, limit: int) -> Found:
    """A page of these, and how many they are."""
    found = list(in_order(fitting, None).values_list("opened_at", "pk"))
    older = [one for one in found if after is None or one < (after.opened_at, after.id)]
    return Found(_listed(older[: limit + 1], limit), len(found))


def _listed(found: list[tuple[datetime, UUID]], limit: int) -> Listed:
    rows = with_keys([key for _, key in found[:limit]])
    return Listed(rows, Cursor(*found[limit - 1]) if len(found) > limit else None)


def _walk(
    rows: "QuerySet[Problem]", sought: list[Sought], after: Cursor | None, limit: int, among: int
) -> Listed:
    """From the newest on, until a page is full: of at most `among` problems."""
    ordered = in_order(rows, after)
    columns = ordered.values_list("pk", "opened_at", "title", "number")
    try:
        inner, inner_values = columns[:among].query.sql_with_params()
    except EmptyResultSet:
        return Listed([], None)
    conditions, values = _conditions(sought)
    statement = (
        "SELECT opened_at, id FROM"
        f" ({inner}) problem (id, opened_at, title, number) WHERE {conditions}"
        " ORDER BY opened_at DESC, id DESC LIMIT %s"
    )
    found = _rows(statement, [*inner_values, *values, limit + 1])
    listed = _listed(found, limit)
    if listed.older is None:
        last = ordered.values_list("opened_at", "pk")[among - 1 : among].first()
        return Listed(listed.rows, Cursor(*last) if last else None)
    return listed


def _conditions(sought: list[Sought]) -> tuple[str, list[Any]]:
    """That a problem holds every term, and the values of that."""
    tests = [one.test() for one in sought]
    conditions = " AND ".join(condition for condition, _ in tests)
    return conditions or "true", [value for _, some in tests for value in some]


def _those_of(keys: list[UUID], sought: list[Sought]) -> list[UUID]:
    """Of these problems those that hold every term."""
    conditions, values = _conditions(sought)
    statement = f"SELECT id FROM problems_problem problem WHERE id = ANY(%s) AND {conditions}"
    return [key for (key,) in _rows(statement, [keys, *values])]


def _rows(statement: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


# Messages of cases and notes apart: an OR over both would read all messages that there are.
_WHERE = """
SELECT DISTINCT ON (problem) problem, said FROM (
    SELECT message.problem, message.at, buckstop_said(message.id) AS said FROM (
        SELECT "case".problem_id AS problem, message.at, message.id
        FROM problems_case "case"
        JOIN conversations_message message ON message.case_id = "case".id
        WHERE "case".problem_id = ANY(%(problems)s)
        UNION ALL
        SELECT problem_id, at, id FROM conversations_message
        WHERE case_id IS NULL AND problem_id = ANY(%(problems)s)
    ) message
    JOIN conversations_findable found ON found.message_id = message.id
    WHERE {has}) hit
ORDER BY problem, at DESC
""".format(has=_HAS.format(has="buckstop_fold(%(has)s)"))


def found_in(problems: Iterable[Problem], typed: str) -> dict[UUID, str]:
    """Some words around what was found, for each problem where a message holds it."""
    wanted = [term for term in terms_of(typed) if not term.unwanted]
    found: dict[UUID, str] = {}
    for term in wanted[:3]:
        missing = [problem.pk for problem in problems if problem.pk not in found]
        values = {"problems": missing, "has": holding(term.text)}
        found |= {key: _around(said, term.text) for key, said in _rows(_WHERE, values)}
    return found


def _around(said: str, text: str) -> str:
    """What stands around the first `text` in `said`, in whole words, on one line."""
    at = _where(said, plain(text))
    start, end = max(0, at - AROUND), min(len(said), at + len(text) + AROUND)
    while start and not said[start - 1].isspace() and start > at - 2 * AROUND:
        start -= 1
    while end < len(said) and not said[end].isspace() and end < at + len(text) + 2 * AROUND:
        end += 1
    words = " ".join(said[max(start, 0) : end].split())
    return f"{'…' if start > 0 else ''}{words}{'…' if end < len(said) else ''}"


def _where(said: str, folded: str) -> int:
    """Where `folded` begins in `said`, of which folding may change the length."""
    place = plain(said).find(folded)
    if said.isascii():
        return max(place, 0)
    low, high = 0, len(said)
    while place > 0 and low < high:  # the shortest beginning that, folded, reaches the place
        middle = (low + high) // 2
        low, high = (middle + 1, high) if len(plain(said[:middle])) < place else (low, middle)
    return max(low, 0)
