"""The ten figures of the leaders: what each sees, as times and values; its list is of the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from buckstop.conversations.queries.taken_back import KEPT_BY_NOTHING
from buckstop.problems.models import EffortScore
from buckstop.reliability.rules.figures import LATELY, SHOWN, WEEK, Seen, Sort


@dataclass(frozen=True, slots=True)
class Figure:
    """What is seen: rows of a time, a value and a problem.

    `better`: 1 where more is better, -1 where less is. `shows`: the value that its list is of.
    """

    sort: Sort
    sql: str
    better: int
    shows: float | None = None


# Who was asked how easy it was: those alone are counted who could answer.
_ASKED = """c.state = 'confirmed' AND EXISTS (SELECT FROM problems_word w
    WHERE w.case_id = c.id AND w.says = 'solved' AND w.how IN ('page', 'link') AND w.asks_ease)"""
FIGURES: Mapping[str, Figure] = {
    "promises-kept": Figure(
        Sort.SHARE,
        f"""SELECT m.ended_at, (m.state = 'kept')::int, m.problem_id FROM problems_commitment m
        WHERE m.kind = 'update' AND m.state IN ('kept', 'missed') AND NOT {KEPT_BY_NOTHING}
        AND m.ended_at BETWEEN %(since)s AND %(until)s""",
        1,
        0.0,
    ),
    "first-word": Figure(
        Sort.MEDIAN,
        """SELECT opened_at, extract(epoch FROM first_word_at - opened_at) / 60, id
        FROM problems_problem WHERE imported_at IS NULL
        AND first_word_at >= opened_at -- a case that moved out brings the word that it had
        AND opened_at BETWEEN %(since)s AND %(until)s""",
        -1,
    ),
    "solved-within": Figure(
        Sort.MEDIAN,
        """SELECT closed_at, extract(epoch FROM closed_at - opened_at) / 60, id
        FROM problems_problem WHERE kind = 'problem' AND outcome = 'confirmed'
        AND imported_at IS NULL AND closed_at BETWEEN %(since)s AND %(until)s""",
        -1,
    ),
    "right-first-time": Figure(
        Sort.SHARE,
        """SELECT c.ended_at, (NOT EXISTS (SELECT FROM problems_word w WHERE w.case_id = c.id
        AND w.says IN ('broken', 'taken back')))::int, c.problem_id FROM problems_case c
        WHERE c.state = 'confirmed' AND c.ended_at BETWEEN %(since)s AND %(until)s""",
        1,
        0.0,
    ),
    "found-first": Figure(
        Sort.SHARE,
        """SELECT p.opened_at, (EXISTS (SELECT FROM signals_episode e WHERE e.problem_id = p.id
        AND e.began_at <= p.opened_at))::int, p.id FROM problems_problem p
        WHERE p.kind = 'problem' AND p.imported_at IS NULL
        AND p.opened_at BETWEEN %(since)s AND %(until)s""",
        1,
        1.0,
    ),
    "repeated": Figure(
        Sort.SHARE,
        """SELECT p.opened_at, bool_or(EXISTS (SELECT FROM prevention_because b
        JOIN problems_problem q ON q.id = b.problem_id WHERE b.cause_id = mine.cause_id
        AND b.until IS NULL AND q.opened_at < p.opened_at))::int, p.id
        FROM problems_problem p JOIN prevention_because mine ON mine.problem_id = p.id
        AND mine.until IS NULL WHERE p.imported_at IS NULL
        AND p.opened_at BETWEEN %(since)s AND %(until)s
        GROUP BY p.id, p.opened_at""",
        -1,
        1.0,
    ),
    "found-it-easy": Figure(
        Sort.SHARE,
        f"""SELECT c.ended_at, (s.score >= 5)::int, c.problem_id FROM problems_effortscore s
        JOIN problems_case c ON c.id = s.case_id
        WHERE c.ended_at BETWEEN %(since)s AND %(until)s AND {_ASKED}""",
        1,
        0.0,
    ),
    "missed-again": Figure(
        Sort.COUNT,
        """SELECT m.ended_at, 1, m.problem_id FROM problems_commitment m
        JOIN problems_commitment f ON f.id = m.follows_id AND f.state = 'missed'
        WHERE m.kind = 'update' AND m.state = 'missed'
        AND m.ended_at BETWEEN %(since)s AND %(until)s""",
        -1,
        1.0,
    ),
    "prevention-held": Figure(
        Sort.SHARE,
        """SELECT v.verdict_at, (v.verdict = 'held')::int, c.problem_id
        FROM prevention_prevention v JOIN prevention_cause c ON c.id = v.cause_id
        WHERE v.verdict IN ('held', 'not held')
        AND v.verdict_at BETWEEN %(since)s AND %(until)s""",
        1,
        0.0,
    ),
    "made-right": Figure(
        Sort.COUNT,
        """SELECT r.granted_at, 1, c.problem_id FROM remedies_remedy r
        JOIN problems_case c ON c.id = r.case_id
        WHERE r.granted_at BETWEEN %(since)s AND %(until)s""",
        0,  # more of it is neither better nor worse: it says what was given, not what was due
        1.0,
    ),
}
_SURVEY = f"""
SELECT count(*), count(s.case_id), avg(s.score)::float, stddev_samp(s.score)::float
FROM problems_case c LEFT JOIN problems_effortscore s ON s.case_id = c.id
WHERE c.ended_at > %s AND {_ASKED}
"""


def seen(code: str, at: datetime) -> list[Seen]:
    """What one figure saw in the weeks of its trend, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(FIGURES[code].sql, {"since": at - SHOWN * WEEK, "until": at})
        rows = [Seen(when, float(value), problem) for when, value, problem in cursor.fetchall()]
    return sorted(rows, key=lambda one: one.at)


def listed(code: str, at: datetime) -> list[Seen]:
    """What a figure is made of lately: of a median the longest first, else what its list shows."""
    figure = FIGURES[code]
    rows = [one for one in seen(code, at) if one.at > at - LATELY * WEEK]
    if figure.sort is Sort.MEDIAN:
        return sorted(rows, key=lambda one: -one.value)
    return [one for one in reversed(rows) if one.value == figure.shows]


def reasons(since: datetime) -> Mapping[tuple[datetime, object], str]:
    """What customers said of why it was as easy or hard as they found it: by when, and on which
    problem."""
    rows = EffortScore.objects.filter(at__gt=since, why__text__gt="")
    found = rows.values_list("case__ended_at", "case__problem", "why__text")
    return {(at, problem): str(text) for at, problem, text in found if at}


@dataclass(frozen=True, slots=True)
class Survey:
    """How many were asked how easy it was (on their page, once they said that it is solved), how
    many answered, the mean of 1 to 7 and its standard error; None where that can't be said."""

    asked: int
    answered: int
    mean: float | None
    error: float | None


def survey(since: datetime) -> Survey:
    """Of the cases that ended since."""
    with connection.cursor() as cursor:
        cursor.execute(_SURVEY, [since])
        asked, answered, mean, spread = cursor.fetchone()
    error = spread / answered**0.5 if answered > 1 and spread is not None else None
    return Survey(asked, answered, mean, error)
