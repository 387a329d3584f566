"""What each role lets people do, said in a line each.

A line names the pages whose acts it stands for, by the first part of their addresses: a test
compares them with the acts that there are, so that nothing is offered to a role unsaid.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from buckstop.doors.desk.guard import Who
from buckstop.people.roles import LABELS, Capability, Role, roles_with

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class May:
    """Something that a capability lets one do; `acts` of `who` on these pages are meant."""

    says: "StrOrPromise"
    capability: Capability
    who: Who | None = None
    pages: tuple[str, ...] = ()


LINES = (
    May(_("Raise a problem, or log one for a customer"), Capability.BE_STAFF, Who.ANYBODY,
        ("log",)),
    May(_("Answer what one is asked, report what one owes, thank somebody"), Capability.BE_STAFF,
        Who.ANYBODY, ("problems", "notices", "thanks", "going")),
    May(_("Tell leadership of a concern, in one’s name or without it"), Capability.BE_STAFF,
        Who.ANYBODY, ("concerns",)),
    May(_("Look after one’s own profile, keys, calendars and ways of being told"),
        Capability.BE_STAFF, Who.ANYBODY, ("you", "people", "roster")),
    May(_("See every problem and every customer"), Capability.SEE_ALL),
    May(_("Own problems: write to customers, plan, ask for help, hand over, black out a secret"),
        Capability.OWN, Who.DESK, ("problems", "briefings", "lessons", "time-spent")),
    May(_("Make it right within one’s limits"), Capability.OWN),
    May(_("Look after customers and their contacts, suppliers, services and planned work"),
        Capability.OWN, Who.DESK, ("customers", "contacts", "suppliers", "services", "at-risk")),
    May(_("Find causes, promise preventions, look at journeys, teach what signals open"),
        Capability.OWN, Who.DESK, ("causes", "journeys", "signals")),
    May(_("Add snippets, block senders, note absences and skills, swap turns"), Capability.OWN,
        Who.DESK, ("snippets", "blocked-senders", "roster", "people")),
    May(_("Be asked to step in, take what others own, back a decision, even out the load"),
        Capability.LEAD, Who.LEADERS, ("problems", "remedies", "coverage", "people")),
    May(_("Set rosters, teams, ladders, tags and sources of signals; end services and suppliers"),
        Capability.LEAD, Who.LEADERS,
        ("roster", "teams", "ladders", "labels", "signals", "services", "suppliers")),
    May(_("See to mail that didn’t leave; mark a customer; have the week’s figures by mail"),
        Capability.LEAD, Who.LEADERS, ("deliveries", "reactions", "customers", "outcomes")),
    May(_("Hear of what others missed"), Capability.BE_TOLD),
    May(_("Add people and change their roles; say how one comes in; give keys to programs"),
        Capability.ADMINISTER, Who.ADMINS, ("people", "who-may-come-in", "keys", "webhooks",
         "chats")),
    May(_("Set hours, levels, limits, mail, brands and everything else of the house"),
        Capability.ADMINISTER, Who.ADMINS,
        ("house", "levels", "limits", "mail-accounts", "brands", "setting-up", "roster",
         "imports")),
    May(_("Erase people and customers; say how long things are kept; read who did what"),
        Capability.ADMINISTER, Who.ADMINS, ("customers", "people", "keeping")),
)  # fmt: skip
"""In the order in which more and more is let."""

STAFF = roles_with(Capability.BE_STAFF)


def heads() -> list[str]:
    """The names of the roles of staff, the lowest first."""
    return [str(LABELS[role]) for role in STAFF]


def rows() -> list[tuple[str, list[tuple[str, bool]]]]:
    """Of each line what it says, and of each role its name and whether it may."""
    return [(str(one.says), [_let(one, role) for role in STAFF]) for one in LINES]


def _let(line: May, role: Role) -> tuple[str, bool]:
    return str(LABELS[role]), role in roles_with(line.capability)
