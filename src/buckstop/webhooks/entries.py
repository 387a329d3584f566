"""What happens to endpoints of webhooks."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class EndpointAdded(
    Fact, code="endpoint-added", says=_("{by} let what happens be sent to a program")
):
    endpoint: UUID
    said: Digest


@dataclass(frozen=True)
class EndpointRenewed(
    Fact, code="endpoint-renewed", says=_("{by} gave what is sent a new key to sign with")
):
    pass


@dataclass(frozen=True)
class EndpointOn(Fact, code="endpoint-on", says=_("The program answers: things are sent to it")):
    pass


@dataclass(frozen=True)
class EndpointOff(
    Fact,
    code="endpoint-off",
    says=_("Nothing more is sent to the program: {why}"),
    words={"why": {"failed": _("it took nothing for five days"), "gone": _("it is gone")}},
):
    why: str


@dataclass(frozen=True)
class EndpointEnded(
    Fact, code="endpoint-ended", says=_("{by} let nothing more be sent to the program")
):
    pass
