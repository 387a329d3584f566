"""`buckstop ledger verify`."""

import argparse
import itertools
import re
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from buckstop.doors.terminal.cold import compared
from buckstop.doors.terminal.heads import HeadsThatLeft
from buckstop.doors.terminal.progress import Progress
from buckstop.kit.ids import number_of, reference
from buckstop.kit.stop import Stop
from buckstop.ledger.models import Chain
from buckstop.ledger.rows import Broken
from buckstop.ledger.verify import verify
from buckstop.outbox.sent import SentMails
from buckstop.people.queries import named
from buckstop.problems.models import Problem

MOST_SHOWN = 20
HEAD = re.compile("[0-9a-f]{8,64}")
GAPS = """
SELECT before + 1, number - 1 FROM (
    SELECT number, lag(number) OVER (ORDER BY number) AS before FROM problems_problem
) AS numbers WHERE number > before + 1
"""


def run(args: argparse.Namespace) -> int:
    """Check the chains of the problems named, or all; 1 and what is wrong where something is."""
    missing = [head for head in args.head if not _is_there(head)]
    for head in missing:
        print(f"Changed: no entry has the head {head}: a chain was made anew since that mail.")
    chains = Chain.objects.filter(pk__in=_chains(args.references)) if args.references else None
    code = told(chains) or (1 if missing else 0)
    return max(code, _archived(args.archive)) if args.archive else code


def _archived(folder: Path) -> int:
    """Say whether what was archived there is the same here; returns the exit code."""
    count, unlike = compared(folder, MOST_SHOWN)
    for broken in unlike:
        print(sentence(broken))
    if not unlike:
        many = "entry is" if count == 1 else "entries are"
        print(f"{count:,} archived {many} the same here.")
    return 1 if unlike else 0


def told(chains: QuerySet[Chain] | None) -> int:
    """Check `chains`, or all, and print what was found; returns the exit code."""
    heads, sent, progress, checked = HeadsThatLeft(), SentMails(), Progress("Checked {} entries"), 0

    def tell(done: int) -> None:
        nonlocal checked
        checked = done
        progress.tell(done)

    checks = (heads, sent)
    found = list(itertools.islice(verify(chains, progress=tell, checks=checks), MOST_SHOWN + 1))
    progress.end()
    for broken in found[:MOST_SHOWN]:
        print(sentence(broken))
    if len(found) > MOST_SHOWN:
        print("And more. The check stopped here.")
    if found:
        return 1
    print(
        f"Nothing was changed: {counted(checked, 'entry', 'entries')} and "
        f"{counted(heads.count, 'head', 'heads')} of chains that left in mails were checked, "
        "and that the tables say what the entries say."
    )
    if chains is None:
        _tell_gaps()
    return 0


def counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _tell_gaps() -> None:
    """A number may be missing since its problem was never made; or it was made and taken away."""
    with connection.cursor() as cursor:
        cursor.execute(GAPS)
        gaps = cursor.fetchall()
    for first, last in gaps[:MOST_SHOWN]:
        numbers = reference(first) if first == last else f"{reference(first)} to {reference(last)}"
        print(
            f"There is no {numbers}: never made, or taken away before the house's ledger noted it."
        )
    if len(gaps) > MOST_SHOWN:
        print(f"And {len(gaps) - MOST_SHOWN} more gaps in the numbers.")


def sentence(broken: Broken) -> str:
    """What is wrong, with the problem's reference where the chain is a problem's, and names."""
    problem = Problem.objects.filter(chain=broken.chain).first()
    where = f"entry {broken.number} of " if broken.number else ""
    what = reference(problem.number) if problem else f"chain {broken.chain} ({broken.subject})"
    return f"Changed: {where}{what}: {named(broken.says)}."


def _is_there(head: str) -> bool:
    """Whether an entry has the head from a mail, or one that begins so."""
    begins = head.lower().rstrip(".…")
    if not HEAD.fullmatch(begins):
        raise Stop(f"{head} is no head: give 8 characters or more, as a mail's foot has it.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM ledger_entry WHERE starts_with(encode(hash, 'hex'), %s))",
            [begins],
        )
        [there] = cursor.fetchone() or [False]
    return bool(there)


def _chains(references: list[str]) -> list[UUID]:
    found = []
    for said in references:
        number = number_of(said)
        problem = Problem.objects.filter(number=number).first() if number else None
        if problem is None:
            raise Stop(f"There is no problem {said}.")
        found.append(problem.chain_id)
    return found
