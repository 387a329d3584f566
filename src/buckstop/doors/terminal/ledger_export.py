"""`buckstop ledger export`."""

import argparse
import shutil
from pathlib import Path

from buckstop.doors.terminal.operator import took_out
from buckstop.kit.addresses import normal
from buckstop.kit.ids import number_of
from buckstop.kit.stop import Stop
from buckstop.ledger import export
from buckstop.people.models import Address
from buckstop.problems.models import Case, Problem
from buckstop.problems.queries.exports import entries_in, exported


def run(args: argparse.Namespace) -> int:
    """Write what one customer may have of a problem, and the program that checks it."""
    number = number_of(args.reference)
    problem = Problem.objects.filter(number=number).first() if number else None
    if problem is None:
        raise Stop(f"There is no problem {args.reference}.")
    case = _case(problem, args.case)
    said = exported(case)
    took_out("ledger", entries_in(said), problem=problem.pk)
    folder: Path = args.to or Path(f"{problem}-export")
    file = folder / f"{problem}.json"
    checker = folder / export.VERIFIER.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(said)
        shutil.copyfile(export.VERIFIER, checker)
    except OSError as failure:
        raise Stop(f"Nothing can be written to {folder}: {failure.strerror}.") from failure
    print(f"{file} holds what {case.contact} may have of {problem}. To check it, anywhere:")
    print(f"python3 {checker} {file}")
    return 0


def _case(problem: Problem, address: str | None) -> Case:
    """The case of the contact with `address`, or the only one."""
    found = problem.cases.select_related("contact", "customer").order_by("opened_at", "pk")
    if address:
        email = normal(address) or address.strip().lower()
        found = found.filter(contact__addresses__email=email).distinct()
    cases: list[Case] = list(found)
    if len(cases) == 1:
        return cases[0]
    if not cases:
        whose = f" of {address}" if address else ""
        raise Stop(f"{problem} has no case{whose}.")
    contacts = [case.contact_id for case in cases]
    addresses = Address.objects.filter(person__in=contacts).exclude(email="")
    known = ", ".join(addresses.order_by("email").values_list("email", flat=True))
    raise Stop(f"{problem} has {len(cases)} cases. Say whose with --case: {known}.")
