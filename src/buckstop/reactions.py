"""The one table: when this entry → do that. It registers itself with the ledger at start-up."""

from buckstop.conversations import entries
from buckstop.conversations.actions import letters
from buckstop.ledger import unit
from buckstop.ledger.entries import Fact
from buckstop.ledger.following import Reaction
from buckstop.notices import rules
from buckstop.notices.actions.log_in_mails import tell_password_chosen
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.entries import NoticeFailed, NoticeReturned
from buckstop.notices.live import announcer
from buckstop.notices.rules import TELLINGS
from buckstop.people.entries import PasswordChosen
from buckstop.problems.entries import cases, owning, promising

CUSTOMERS_HEAR: dict[type[Fact], tuple[Reaction, ...]] = {
    cases.CaseOpened: (letters.acknowledge,),
    cases.ContactAdopted: (letters.acknowledge,),
    owning.TenureBegan: (letters.tell_new_owner,),
    promising.NewsMissed: (letters.tell_missed,),
    cases.CaseReminded: (letters.remind,),
    cases.WordRecorded: (letters.confirm_recorded,),
    owning.ProblemClosed: (letters.tell_closed,),
}
rules.register(
    {
        entries.MailBounced: (rules.owner, "A mail to the customer came back"),
        entries.MailFailed: (rules.owner, "A mail to the customer didn't arrive"),
        entries.MailUncertain: (rules.owner, "It is uncertain whether a mail arrived"),
        NoticeReturned: (
            rules.leaders_without("person"),
            "A notice by mail to one of us came back",
        ),
        NoticeFailed: (
            rules.leaders_without("person"),
            "A notice by mail to one of us didn't arrive",
        ),
        entries.MachineHeard: (rules.owner, "An automatic mail came"),
        entries.WordsKeptApart: (rules.owner, "A mail is kept apart: say whose it is"),
    },
    page_only=[NoticeReturned, NoticeFailed],
)
PEOPLE_HEAR: dict[type[Fact], tuple[Reaction, ...]] = {PasswordChosen: (tell_password_chosen,)}


def _name(reaction: Reaction) -> str:
    return f"{reaction.__module__.split('.')[1]}.{reaction.__name__}"


def _table() -> dict[str, tuple[Reaction, ...]]:
    found: dict[str, tuple[Reaction, ...]] = {}
    for kind in {**CUSTOMERS_HEAR, **TELLINGS, **PEOPLE_HEAR}:
        staff_hear = (tell_staff,) if kind in TELLINGS else PEOPLE_HEAR.get(kind, ())
        found[kind.code] = (*CUSTOMERS_HEAR.get(kind, ()), *staff_hear)
    return found


TABLE = _table()
NAMES = {code: tuple(_name(reaction) for reaction in table) for code, table in TABLE.items()}
BY_NAME = {_name(reaction): reaction for follows in TABLE.values() for reaction in follows}


def follows(made: Fact, begun: bool) -> tuple[str, ...]:
    """The names of the reactions to what happened; `begun` where its problem began with it."""
    said = _said_already(made, begun)
    return tuple(name for name in NAMES.get(made.code, ()) if name != said)


HEARD = (cases.CustomerHeard, cases.WordsNoted)


def _said_already(made: Fact, begun: bool) -> str:
    """The reaction that would tell people what they hear anyway; empty where there is none.

    Who owns it first stands in the acknowledgement, and who owns it again was known before. That
    somebody wrote is no news to the owner who is told that they own what was written.
    """
    if isinstance(made, owning.TenureBegan) and made.before is None:
        return _name(letters.tell_new_owner)
    return _name(tell_staff) if begun and isinstance(made, HEARD) else ""


unit.register(follows=follows, committed=announcer.committed, shown=announcer.shown)
