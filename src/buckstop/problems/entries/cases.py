"""What happens to a customer's side, and what is understood."""

from collections import ChainMap
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.kit.text import a
from buckstop.ledger.entries import Audience, Digest, Fact
from buckstop.problems.entries.promising import ONE

CUSTOMER = Audience.CUSTOMER
A_KIND = {kind: a(kind) for kind in ("problem", "request", "question")}
SAID_HOW = {
    "page": _("on their page by"),
    "link": _("by the link of"),
    "mail": _("by mail by"),
    "phone": _("on the phone by"),
}
"""How a word was given. A link can be passed on: what is pressed there is never plainly theirs."""


@dataclass(frozen=True)
class CaseOpened(
    Fact,
    code="case-opened",
    audience=CUSTOMER,
    says=_("{contact} {how}"),
    words={
        "how": {
            "mail": _("reported it by mail"),
            "page": _("reported it on a page"),
            "phone": _("told us on the phone"),
            "desk": _("told us face to face"),
            "api": _("reported it through a program"),
            "noticed": _("is hit: one of us noticed it"),
            "told": _("was told of it by us"),
            "came": _("reported it in another system"),
        }
    },
):
    case: UUID
    contact: UUID
    customer: UUID | None
    how: str
    told: bool | None = None


@dataclass(frozen=True)
class CustomerChosen(Fact, code="customer-chosen", says=_("{by} noted for whom {contact} writes")):
    """`before`: whose it was; `joined`: the contact speaks for the customer by this very choice."""

    case: UUID
    contact: UUID
    customer: UUID | None
    before: UUID | None = None
    joined: bool = False


@dataclass(frozen=True)
class ContactAdopted(
    Fact, code="contact-adopted", says=_("{by} made {contact}, who wrote first, the contact")
):
    case: UUID
    contact: UUID
    before: UUID
    customer: UUID | None = None


@dataclass(frozen=True)
class ContactKept(
    Fact, code="contact-kept", says=_("{by} noted that it is {contact}'s, who passed it on")
):
    case: UUID
    contact: UUID


@dataclass(frozen=True)
class CustomerHeard(Fact, code="customer-heard", audience=CUSTOMER, says=_("{contact} wrote")):
    case: UUID
    contact: UUID
    message: Digest


@dataclass(frozen=True)
class WordsNoted(
    Fact, code="words-noted", audience=CUSTOMER, says=_("{by} noted what {contact} said")
):
    case: UUID
    contact: UUID
    message: Digest


@dataclass(frozen=True)
class WordsRead(Fact, code="words-read", says=_("{by} read what the customer wrote")):
    pass


@dataclass(frozen=True)
class FirstWord(Fact, code="first-word", says=_("{by} wrote to the customer for the first time")):
    pass


@dataclass(frozen=True)
class UnderstandingWritten(
    Fact,
    code="understanding-written",
    audience=CUSTOMER,
    says=_("{by} wrote what we understood"),
):
    understanding: UUID
    what: Digest


@dataclass(frozen=True)
class UnderstandingCorrected(
    Fact, code="understanding-corrected", audience=CUSTOMER, says=_("{by} said: that's not it")
):
    case: UUID
    correction: Digest


@dataclass(frozen=True)
class Widened(
    Fact,
    code="widened",
    says=_("{by} showed {thing} to every customer"),
    words={"thing": ChainMap({"understanding": "what we understood"}, ONE)},
):
    thing: str
    row: UUID
    was_for: UUID
    what: Digest = ""


@dataclass(frozen=True)
class HurtChanged(Fact, code="hurt-changed", audience=CUSTOMER, says=_("{by} changed the impact")):
    was: int
    hurts: int


@dataclass(frozen=True)
class CannotWait(Fact, code="cannot-wait", audience=CUSTOMER, says=_("{by} said: it can't wait")):
    """`watch`: who could be reached then, of the team that it is with; `on_call`: who else, outside
    the hours of the customer's service level, of the team that is on call for it."""

    case: UUID
    watch: UUID | None = None
    on_call: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class CaseRanked(
    Fact,
    code="case-ranked",
    audience=CUSTOMER,
    says=_("{by} said of it: {rank}"),
    words={
        "rank": {
            "first": _("it comes first of what they have open with us"),
            "any": _("it comes as it comes"),
            "last": _("it may come last of what they have open with us"),
        }
    },
):
    """`rank`: the name of a `problems.models.case.Rank`."""

    case: UUID
    rank: str


@dataclass(frozen=True)
class KindChanged(
    Fact, code="kind-changed", says=_("{by} made the {was} {kind}"), words={"kind": A_KIND}
):
    was: str
    kind: str


@dataclass(frozen=True)
class TitleChanged(Fact, code="title-changed", says=_("{by} gave it another title")):
    title: Digest


@dataclass(frozen=True)
class FixSaid(
    Fact,
    code="fix-said",
    audience=CUSTOMER,
    says=_("{by} believes that it is fixed; every customer was asked"),
):
    problem: UUID


@dataclass(frozen=True)
class CaseAsked(
    Fact, code="case-asked", audience=CUSTOMER, says=_("{contact} was asked whether it is solved")
):
    case: UUID
    contact: UUID


@dataclass(frozen=True)
class CaseHeld(
    Fact,
    code="case-held",
    says=_("Nothing is assumed for {contact}: {because}"),
    words={
        "because": {
            "answered": _("they answered, and somebody has to say what it means"),
            "unreached": _("what we wrote didn't reach them"),
            "unknown": _("somebody wrote, and nobody has said yet who it is"),
        }
    },
):
    case: UUID
    contact: UUID
    because: str


@dataclass(frozen=True)
class StillAsked(
    Fact, code="still-asked", says=_("{by} read it: {contact} is still asked whether it is solved")
):
    case: UUID
    contact: UUID


@dataclass(frozen=True)
class CaseReminded(Fact, code="case-reminded", audience=CUSTOMER, says=_("{contact} was reminded")):
    case: UUID
    contact: UUID


@dataclass(frozen=True)
class CaseConfirmed(
    Fact,
    code="case-confirmed",
    audience=CUSTOMER,
    says=_("Solved, said {how} {contact}"),
    words={"how": SAID_HOW},
):
    case: UUID
    contact: UUID
    how: str
    asks: bool = True


@dataclass(frozen=True)
class WordRecorded(
    Fact,
    code="word-recorded",
    audience=CUSTOMER,
    says=_("{by} recorded the word of {contact}, given {how}: solved"),
    words={"how": {"mail": _("by mail"), "phone": _("on the phone")}},
):
    case: UUID
    contact: UUID
    how: str
    can_be_taken_back_until: datetime
    asks: bool = True


@dataclass(frozen=True)
class WordTakenBack(
    Fact, code="word-taken-back", audience=CUSTOMER, says=_("{by} took back what was recorded")
):
    case: UUID


@dataclass(frozen=True)
class WordWithdrawn(
    Fact,
    code="word-withdrawn",
    audience=CUSTOMER,
    says=_("{by} had recorded that by mistake: it is open again"),
):
    case: UUID
    how: str


@dataclass(frozen=True)
class StillBroken(
    Fact,
    code="still-broken",
    audience=CUSTOMER,
    says=_("Still broken, said {how} {contact}"),
    words={"how": SAID_HOW},
):
    case: UUID
    contact: UUID
    how: str


@dataclass(frozen=True)
class CaseLapsed(Fact, code="case-lapsed", audience=CUSTOMER, says=_("{contact} never answered")):
    case: UUID
    contact: UUID


@dataclass(frozen=True)
class CaseAnswered(Fact, code="case-answered", audience=CUSTOMER, says=_("{by} answered")):
    case: UUID


@dataclass(frozen=True)
class CaseDeclined(
    Fact,
    code="case-declined",
    audience=CUSTOMER,
    says=_("{by} said that it isn't ours, and who can help"),
):
    case: UUID


@dataclass(frozen=True)
class CaseVoided(Fact, code="case-voided", says=_("{by} set it aside as void ({why})")):
    case: UUID
    why: str


@dataclass(frozen=True)
class CaseSpared(
    Fact, code="case-spared", audience=CUSTOMER, says=_("{by} said that they aren’t affected")
):
    case: UUID


@dataclass(frozen=True)
class CaseReopened(Fact, code="case-reopened", audience=CUSTOMER, says=_("The case is open again")):
    case: UUID
    was: str


@dataclass(frozen=True)
class CaseMovedIn(Fact, code="case-moved-in", says=_("{by} moved a case here from P-{number}")):
    case: UUID
    number: int
    chain: UUID


@dataclass(frozen=True)
class CaseMovedOut(Fact, code="case-moved-out", says=_("{by} moved a case to P-{number}")):
    case: UUID
    number: int
    chain: UUID


@dataclass(frozen=True)
class EffortTold(
    Fact, code="effort-told", audience=CUSTOMER, says=_("{by} rated the ease: {score} of 7")
):
    case: UUID
    score: int
    why: Digest = ""


@dataclass(frozen=True)
class LinksWithdrawn(
    Fact,
    code="links-withdrawn",
    audience=CUSTOMER,
    says=_("{by} had the links to the customer's page withdrawn"),
):
    case: UUID
