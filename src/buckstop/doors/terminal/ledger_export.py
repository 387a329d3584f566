"""`buckstop ledger export`."""

import argparse
import json
import shutil
from pathlib import Path

from django.db.models import Max

from buckstop.kit.ids import number_of
from buckstop.kit.stop import Stop
from buckstop.ledger import export
from buckstop.ledger.models import Entry
from buckstop.people.models import Address
from buckstop.problems.models import Case, Problem, Stay


def run(args: argparse.Namespace) -> int:
    """Write what one customer may have of a problem, and the program that checks it."""
    number = number_of(args.reference)
    problem = Problem.objects.filter(number=number).first() if number else None
    if problem is None:
        raise Stop(f"There is no problem {args.reference}.")
    case = _case(problem, args.case)
    said = json.dumps(export.export(stays(case)), ensure_ascii=False, indent=1)
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


def stays(case: Case) -> list[export.Stay]:
    """Where `case` has been; what happened there after it had ended is no news of theirs."""
    found = []
    for stay in Stay.objects.filter(case=case).select_related("problem").order_by("starts_at"):
        chain, last = stay.problem.chain_id, stay.to_number
        if last is None and case.ended_at is not None:
            then = Entry.objects.filter(chain=chain, at__lte=case.ended_at)
            last = then.aggregate(last=Max("number"))["last"]
        found.append(export.Stay(case.pk, chain, stay.from_number, last))
    return found


def _case(problem: Problem, address: str | None) -> Case:
    """The case of the contact with `address`, or the only one."""
    found = problem.cases.select_related("contact", "customer").order_by("opened_at", "pk")
    if address:
        found = found.filter(contact__addresses__email=address.strip().lower()).distinct()
    cases = list(found)
    if len(cases) == 1:
        return cases[0]
    if not cases:
        whose = f" of {address}" if address else ""
        raise Stop(f"{problem} has no case{whose}.")
    contacts = [case.contact_id for case in cases]
    addresses = Address.objects.filter(person__in=contacts).exclude(email="")
    known = ", ".join(addresses.order_by("email").values_list("email", flat=True))
    raise Stop(f"{problem} has {len(cases)} cases. Say whose with --case: {known}.")
