"""Our own ledger as an event log: what happened to each problem, in steps that people know.

It is object-centric: an entry is one event, whatever many customers, services and people it is
about. The map takes a problem's course as the journey, and counts its customers beside: flattened
to one journey a customer, each hand-over would be counted once for each of them.
"""

from datetime import datetime
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext_lazy as _

from buckstop.journeys.engine import preparing
from buckstop.journeys.engine.store import Store

DESK = "desk"
"""The team of what is with the service desk."""

STEPS = {
    "problem-opened": "reported",
    "tenure-began": "owned",
    "with-team": "to-team",
    "handoff-offered": "offered",
    "handoff-declined": "declined",
    "handed-back": "handed-back",
    "first-word": "first-word",
    "customer-heard": "they-wrote",
    "words-noted": "they-wrote",
    "understanding-corrected": "not-it",
    "not-waiting-for-me": "not-waiting",
    "cannot-wait": "cannot-wait",
    "news-sent": "news",
    "news-missed": "news-missed",
    "escalated": "escalated",
    "asked": "asked",
    "supplier-asked": "supplier-asked",
    "plan-b-began": "plan-b",
    "aim-waits": "their-turn",
    "fix-said": "fix",
    "still-broken": "still-broken",
    "case-confirmed": "solved",
    "word-recorded": "solved",
    "case-answered": "answered",
    "case-lapsed": "lapsed",
    "problem-reopened": "open-again",
    "problem-closed": "closed",
}
"""The step that an entry is, by its code; the others are none."""

ROUTINE = ("closed", "news", "they-wrote", "solved", "answered", "asked", "supplier-asked")
"""Steps that should come again: that they do is no friction. What is opened again is, and it ends
again."""

TURNS = ("their-turn", "fix")
"""Steps after which it is the customer's turn."""

PASSED_ON = "passed-on"
"""A tenure after another one."""

WORDS = {
    "reported": _("Reported"),
    "owned": _("Owned"),
    PASSED_ON: _("Passed on"),
    "to-team": _("To another team"),
    "offered": _("Offered to another"),
    "declined": _("Offer declined"),
    "handed-back": _("Handed back"),
    "first-word": _("First word"),
    "they-wrote": _("Customer wrote"),
    "not-it": _("“That’s not it”"),
    "not-waiting": _("“Not waiting for me”"),
    "cannot-wait": _("“It can’t wait”"),
    "news": _("News sent"),
    "news-missed": _("News missed"),
    "escalated": _("Escalated"),
    "asked": _("Colleague asked"),
    "supplier-asked": _("Supplier asked"),
    "plan-b": _("Plan B began"),
    "their-turn": _("Waits for the customer"),
    "fix": _("Fixed, we said"),
    "still-broken": _("“Still broken”"),
    "solved": _("“Solved”"),
    "answered": _("Answered"),
    "lapsed": _("No answer"),
    "open-again": _("Open again"),
    "closed": _("Closed"),
}
"""How a step of our own reads."""

AGAIN = {
    "owned": _("It came back after it was closed"),
    "fix": _("We said more than once that it is fixed"),
    "still-broken": _("“Still broken”, more than once"),
    "open-again": _("It came back more than once"),
    "news-missed": _("News was missed more than once"),
    "escalated": _("It was escalated more than once"),
    PASSED_ON: _("It was passed on more than once"),
    "to-team": _("It went to another team more than once"),
    "offered": _("It was offered to others more than once"),
    "not-it": _("“That’s not it”, more than once"),
}
"""That a step of our own comes again, as people say it."""

BACK = {("open-again", "owned"): _("It came back after it was closed")}
"""That a step of our own is gone back from."""

FIRST_WORDS = 45
"""By so much a first word comes before what else is noted of the same letter, which may end all of
it; ten is an entry."""

# A problem has one chain: its numbers are the order of what happened in one instant.
EVENTS = """
COPY (
    SELECT 10 * e.number - CASE e.code WHEN 'first-word' THEN {first_words} ELSE 0 END, p.number,
        CASE WHEN e.code = 'tenure-began'
            AND convert_from(e.content, 'UTF8')::json #>> '{{fields,before}}' IS NOT NULL
            THEN '{passed_on}' ELSE s.step END,
        CASE e.code WHEN 'problem-opened' THEN '{desk}' WHEN 'with-team' THEN
            coalesce(convert_from(e.content, 'UTF8')::json #>> '{{fields,team}}', '{desk}') END,
        (extract(epoch FROM e.at) * 1000000)::bigint
    FROM ledger_entry AS e
    JOIN problems_problem AS p ON p.chain_id = e.chain_id
    JOIN (VALUES {steps}) AS s (code, step) ON s.code = e.code
) TO STDOUT (FORMAT csv)
"""
# Whoever wrote, where it isn't clear yet for whom, is a customer of their own.
CUSTOMERS = """
COPY (
    SELECT DISTINCT p.number, coalesce(c.customer_id, c.contact_id) FROM problems_case AS c
    JOIN problems_problem AS p ON p.id = c.problem_id WHERE c.state <> 'void'
) TO STDOUT (FORMAT csv)
"""
SERVICES = """
COPY (
    SELECT DISTINCT p.number, s.service_id FROM signals_problemservice AS s
    JOIN problems_problem AS p ON p.id = s.problem_id WHERE s.until IS NULL
) TO STDOUT (FORMAT csv)
"""
# What problems can be told apart by, beside customers, services and steps.
MARKS = """
COPY (
    SELECT number, mark, value FROM problems_problem, LATERAL (VALUES
        ('impact', hurts::text), ('kind', kind::text),
        ('come-to', CASE WHEN state <> 'closed' THEN 'open' WHEN outcome = '' THEN 'closed'
            ELSE outcome END)
    ) AS marks (mark, value)
) TO STDOUT (FORMAT csv)
"""
# One that was opened into a team was never with the desk.
OPENED_INTO_A_TEAM = """
UPDATE events SET team = NULL WHERE step = 'reported' AND (journey, happened) IN (
    SELECT (journey, happened) FROM events WHERE step = 'to-team'
)
"""
READ_EVENTS = """
INSERT INTO events SELECT line, journey, step, team, NULL, NULL, happened
FROM read_csv(?, header = false, auto_detect = false, columns = {
    'line': 'BIGINT', 'journey': 'VARCHAR', 'step': 'VARCHAR', 'team': 'VARCHAR',
    'happened': 'BIGINT'
})
"""
READ_MARKS = """
INSERT INTO marked SELECT * FROM read_csv(?, header = false, auto_detect = false,
    columns = {'journey': 'VARCHAR', 'name': 'VARCHAR', 'value': 'VARCHAR'})
"""
READ_PAIRS = """
INSERT INTO {table} SELECT * FROM read_csv(?, header = false, auto_detect = false,
    columns = {{'journey': 'VARCHAR', 'other': 'VARCHAR'}})
"""


def read(store: Store) -> None:
    """Read the ledger into the engine, so that it can be asked; journeys are problems' numbers."""
    preparing.begin(store)
    steps = ", ".join(f"('{code}', '{step}')" for code, step in STEPS.items())
    events = EVENTS.format(steps=steps, desk=DESK, passed_on=PASSED_ON, first_words=FIRST_WORDS)
    store.run(READ_EVENTS, [_copied(store.folder / "events.csv", events)])
    store.run(OPENED_INTO_A_TEAM)
    for table, sql in (("also", CUSTOMERS), ("also_served", SERVICES)):
        store.run(READ_PAIRS.format(table=table), [_copied(store.folder / f"{table}.csv", sql)])
    store.run(READ_MARKS, [_copied(store.folder / "marked.csv", MARKS)])
    preparing.prepare(store)


def newest() -> datetime | None:
    """When the last entry was made, of those that are known to all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM ledger_entry ORDER BY transaction DESC, id DESC LIMIT 1")
        row = cursor.fetchone()
    return row[0] if row else None


def _copied(path: Path, sql: str) -> str:
    """What a statement answers, as a file beside the engine's own."""
    with (
        path.open("wb") as file,
        connection.cursor() as cursor,
        cursor.copy(sql) as copy,
    ):
        for piece in copy:
            file.write(piece)
    return str(path)
