"""What happens between another system and this house, in the chain of its source."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class SourceNamed(
    Fact, code="source-named", says=_("{by} named a system from which problems come")
):
    source: UUID
    kind: str


@dataclass(frozen=True)
class ImportEnded(
    Fact,
    code="import-ended",
    says=_("{by} brought {came} threads in; {left_out} were left out, with the reason"),
):
    """`came` and `left_out` count all of the source until now; `report` says more."""

    came: int
    left_out: int
    report: Digest


@dataclass(frozen=True)
class Reconciled(
    Fact,
    code="import-reconciled",
    says=_("{by} compared both sides: {same} threads are the same, {different} are not"),
):
    same: int
    different: int
    report: Digest


@dataclass(frozen=True)
class ImportSignedOff(
    Fact, code="import-signed-off", says=_("{by} signed the import off ({different} differ)")
):
    different: int
