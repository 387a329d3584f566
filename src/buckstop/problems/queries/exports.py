"""What a customer may have of a problem's ledger, for whoever hands it out."""

import json

from django.db.models import Max

from buckstop.ledger import export
from buckstop.ledger.models import Entry
from buckstop.problems.models import Case, Stay


def exported(case: Case) -> str:
    """The export of `case` as JSON: their own entries, and salted digests of the rest."""
    return json.dumps(export.export(stays(case)), ensure_ascii=False, indent=1)


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


def entries_in(said: str) -> int:
    """How many entries an export shows."""
    chains = json.loads(said)["chains"]
    return sum("content" in entry for chain in chains for entry in chain["entries"])
