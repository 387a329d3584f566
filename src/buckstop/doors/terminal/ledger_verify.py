"""`buckstop ledger verify`."""

import argparse
import itertools
from uuid import UUID

from django.db.models import QuerySet

from buckstop.doors.terminal.heads import HeadsThatLeft
from buckstop.doors.terminal.progress import Progress
from buckstop.kit.ids import number_of, reference
from buckstop.kit.stop import Stop
from buckstop.ledger.models import Chain
from buckstop.ledger.rows import Broken
from buckstop.ledger.verify import verify
from buckstop.problems.models import Problem

MOST_SHOWN = 20


def run(args: argparse.Namespace) -> int:
    """Check the chains of the problems named, or all; 1 and what is wrong where something is."""
    chains = Chain.objects.filter(pk__in=_chains(args.references)) if args.references else None
    return told(chains)


def told(chains: QuerySet[Chain] | None) -> int:
    """Check `chains`, or all, and print what was found; returns the exit code."""
    heads, progress, checked = HeadsThatLeft(), Progress("Checked {} entries"), 0

    def tell(done: int) -> None:
        nonlocal checked
        checked = done
        progress.tell(done)

    found = list(itertools.islice(verify(chains, progress=tell, checks=(heads,)), MOST_SHOWN + 1))
    progress.end()
    for broken in found[:MOST_SHOWN]:
        print(sentence(broken))
    if len(found) > MOST_SHOWN:
        print("And more. The check stopped here.")
    if found:
        return 1
    print(
        f"Nothing was changed: {checked:,} entries and {heads.count:,} heads of chains "
        "that left in mails were checked."
    )
    return 0


def sentence(broken: Broken) -> str:
    """What is wrong, with the problem's reference where the chain is a problem's."""
    problem = Problem.objects.filter(chain=broken.chain).first()
    if problem is None:
        return f"Changed: {broken}."
    where = f"entry {broken.number} of " if broken.number else ""
    return f"Changed: {where}{reference(problem.number)}: {broken.says}."


def _chains(references: list[str]) -> list[UUID]:
    found = []
    for said in references:
        number = number_of(said)
        problem = Problem.objects.filter(number=number).first() if number else None
        if problem is None:
            raise Stop(f"There is no problem {said}.")
        found.append(problem.chain_id)
    return found
