"""The filters, views and columns that the list offers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.shown.shell import Filter, Option
from buckstop.doors.desk.addresses import PROBLEMS
from buckstop.doors.desk.problem_list import labels
from buckstop.doors.desk.problem_list.asked import ANY, DESK, ME, NOBODY, NOT_TODAY, Asked
from buckstop.doors.desk.reader import Reader
from buckstop.kit.ids import key_of
from buckstop.kit.reading import reading
from buckstop.people.models import Customer, Person
from buckstop.people.queries import desk
from buckstop.problems.queries.filters import RUNNING, Sort
from buckstop.problems.queries.lists import Counts, counts
from buckstop.problems.queries.traits import Trait
from buckstop.problems.rules import impact

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Choices = list[tuple[str, "StrOrPromise"]]
COMMON = ("state", "owner", "team", "sort")
"""Filters that are always in sight."""

STATES: Choices = [
    ("open", gettext_lazy("open")),
    ("fixed", gettext_lazy("fixed")),
    (RUNNING, gettext_lazy("not closed")),
    ("closed", gettext_lazy("closed")),
    (ANY, gettext_lazy("any")),
]
ONLY: Choices = [
    (Trait.MISSED, gettext_lazy("missed")),
    (Trait.FIRST_WORD, gettext_lazy("waiting for a first word")),
    (Trait.STALLED, gettext_lazy("stalled")),
    (Trait.UNREAD, gettext_lazy("unread")),
    (NOT_TODAY, gettext_lazy("no news due today")),
    (Trait.SOON, gettext_lazy("news due within the hour")),
    (Trait.UNACCEPTED, gettext_lazy("asked for, not yet accepted")),
    (Trait.STANDS, gettext_lazy("stalled or missed")),
    (Trait.MISSED_TODAY, gettext_lazy("something was missed today")),
    (Trait.KEPT_TODAY, gettext_lazy("something was kept today")),
]
ONLY_LED: Choices = [  # those behind a figure of the coverage board, seen there alone
    (Trait.LED, gettext_lazy("a leader owes something")),
    (Trait.LED_UNACCEPTED, gettext_lazy("a leader hasn’t answered")),
    (Trait.LED_SOON, gettext_lazy("a leader’s is due within the hour")),
    (Trait.LED_MISSED, gettext_lazy("a leader missed something today")),
    (Trait.LED_KEPT, gettext_lazy("a leader kept something today")),
]
HURTS: Choices = [
    ("", gettext_lazy("any")),
    *((str(hurts), said) for hurts, said in reversed(impact.SHORT.items())),
]
KINDS: Choices = [
    ("", gettext_lazy("any")),
    ("problem", gettext_lazy("problem")),
    ("request", gettext_lazy("request")),
    ("question", gettext_lazy("question")),
]
AGES: Choices = [
    ("", gettext_lazy("any")),
    ("1", gettext_lazy("over a day")),
    ("3", gettext_lazy("over three days")),
    ("7", gettext_lazy("over a week")),
    ("30", gettext_lazy("over a month")),
]
SORTS: Choices = [
    ("", gettext_lazy("newest first")),
    (Sort.OLDEST, gettext_lazy("oldest first")),
    (Sort.NEWS, gettext_lazy("next news")),
    (Sort.COST, gettext_lazy("what waiting costs")),
    (Sort.CUSTOMER, gettext_lazy("customer")),
]
SORTS_OF_WORDS: Choices = [  # of what holds the words that were typed
    ("", gettext_lazy("best first")),
    (Sort.NEWEST, gettext_lazy("newest first")),
]


def quick_views(asked: Asked, reader: Reader, *, saved: bool = False) -> list[Option]:
    """What people look for most, with how many there are; without, where something is searched.

    `saved`: a saved view is open, so none of these is.
    """
    n = Counts() if asked.q else counts(reader.actor, reader.person.pk)
    views = [
        (_("My open ones"), {"owner": ME}, n.mine),
        (_("Missed"), {"only": str(Trait.MISSED)}, n.missed),
        (_("Waiting for a first word"), {"only": str(Trait.FIRST_WORD)}, n.first_word),
        (_("Stalled"), {"only": str(Trait.STALLED)}, n.stalled),
        (_("All open"), {}, n.all),
    ]
    now = {name: value for name, value in asked.given.items() if name != "sort"}
    if now.get("state") == "open":
        del now["state"]
    return [
        Option(label=label, url=PROBLEMS.url(**given),
               count=None if asked.q else count, chosen=not (asked.q or saved) and now == given)
        for label, given, count in views
    ]  # fmt: skip


def filters(
    asked: Asked, reader: Reader, teams: Mapping[UUID, str]
) -> tuple[list[Filter], list[Filter]]:
    """The filters that are used most or in force, and the others; with the address of each of their
    values; of `teams`, where there are any."""
    found = _filters(asked, reader, teams)
    shown = [one for one in found if one.on or one.name in {*COMMON, *asked.given}]
    return shown, [one for one in found if one not in shown]


def _filters(asked: Asked, reader: Reader, teams: Mapping[UUID, str]) -> list[Filter]:
    found = [
        _filter(asked, "state", _("State"), STATES, asked.state),
        _filter(asked, "owner", _("Owner"), _owners(asked, reader)),
        _several(asked, "only", _("Only"), [*ONLY, *_led(asked)]),
        _filter(asked, "hurts", _("Impact"), HURTS),
        _filter(asked, "kind", _("Kind"), KINDS),
        _filter(asked, "age", _("Age"), AGES),
    ]
    if teams:
        named = [(str(key), name) for key, name in teams.items()]
        of_teams: Choices = [("", _("any")), (DESK, _("service desk")), *named]
        found.insert(2, _filter(asked, "team", _("Team"), of_teams))
    customer = asked.given.get("customer", "")
    if chosen := key_of(customer):
        name = Customer.objects.filter(pk=chosen).values_list("name", flat=True).first()
        customers: Choices = [("", _("any")), (customer, name or _("unknown"))]
        found.append(_filter(asked, "customer", _("Customer"), customers))
    found += labels.filters(asked)
    sorts = SORTS_OF_WORDS if asked.q else SORTS
    found.append(_filter(asked, "sort", _("Order"), sorts))
    return found


def _filter(asked: Asked, name: str, label: str, values: Choices, chosen: str = "") -> Filter:
    now = chosen or asked.given.get(name, "")
    options: list[Any] = [
        Option(label=str(words), url=asked.url(**{name: value}), chosen=now == value)
        for value, words in values
    ]
    return Filter(name=name, label=label, options=options)


def _led(asked: Asked) -> Choices:
    return [one for one in ONLY_LED if one[0] in asked.only]


def _several(asked: Asked, name: str, label: str, values: Choices) -> Filter:
    """A filter of which several values may be in force: each address adds or drops one."""
    options = []
    for value, words in values:
        now = [one for one, _words in values if (one in asked.only) != (one == value)]
        url = asked.url(**{name: ",".join(now)})
        options.append(Option(label=str(words), url=url, chosen=value in asked.only))
    return Filter(name=name, label=label, options=options)


def _owners(asked: Asked, reader: Reader) -> Choices:
    options: Choices = [("", _("anybody")), (ME, _("me")), (NOBODY, _("nobody on duty"))]
    others = [(str(pk), name) for pk, name in _desk() if pk != reader.person.pk]
    options += sorted(others, key=lambda one: one[1].casefold())
    wanted = asked.given.get("owner", "")
    chosen = key_of(wanted)
    if chosen == reader.person.pk:
        options.append((wanted, _("me")))
    elif chosen and wanted not in dict(options):
        name = Person.objects.filter(pk=chosen).values_list("public_name", flat=True).first()
        options.append((wanted, name or _("unknown")))
    return options


@reading
def _desk() -> "QuerySet[Person, tuple[UUID, str]]":
    return desk().values_list("pk", "public_name")
