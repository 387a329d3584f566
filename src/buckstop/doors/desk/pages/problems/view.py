"""All problems: search and filters that live in the address."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from buckstop.conversations.queries.search import found_in, search
from buckstop.doors.components.shown.shell import Filter, Option, Paging
from buckstop.doors.desk.addresses import PROBLEMS
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.presenting import problems
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.kit.ids import number_of
from buckstop.people.models import Customer, Person
from buckstop.problems.models import Problem
from buckstop.problems.queries import lists
from buckstop.problems.queries.lists import Cursor, Wanted
from buckstop.problems.queries.work import customers_of

KEPT = ("state", "kind", "owner", "hurts", "customer")


@require_safe
def all_problems(request: HttpRequest) -> HttpResponse:
    """A page of the problems that fit, newest first."""
    reader = reader_of(request)
    given = request.GET
    q = " ".join(given.get("q", "").replace("\x00", "").split())[:200]
    wanted = _wanted(given, reader)
    rows = lists.matching(reader.actor, wanted)
    if named := _named(rows, q):
        return redirect(problems.address(named))
    after = Cursor.read(given.get("after", ""))
    found = search(rows, q, after=after) if q else None
    listed = found.listed if found else lists.page(reader.actor, wanted, after=after)
    snippets = found_in(listed.rows, q) if q else {}
    whose = customers_of(problem.pk for problem in listed.rows)
    return page(
        request,
        reader,
        "desk/pages/problems/page.html",
        place="problems",
        q=q,
        kept=[(name, given[name]) for name in KEPT if given.get(name)],
        filters=_filters(given, reader),
        rows=problems.rows(listed.rows, whose, snippets),
        count_words=_count_words(found.count if found else lists.counted(reader.actor, wanted)),
        clear_url=PROBLEMS.url() if any(given.get(name) for name in KEPT) else "",
        paging=_paging(given, listed.older),
    )


def _wanted(given: QueryDict, reader: Reader) -> Wanted:
    hurts = given.get("hurts", "")
    owner = given.get("owner", "")
    return Wanted(
        state=given.get("state", ""),
        kind=given.get("kind", ""),
        owner=reader.person.pk if owner == "me" else _key(owner),
        customer=_key(given.get("customer", "")),
        hurts=int(hurts) if hurts in ("0", "1", "2") else None,
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _url(given: QueryDict, **change: str) -> str:
    kept = {name: given[name] for name in ("q", *KEPT) if given.get(name)}
    return PROBLEMS.url(**kept | change)


def _paging(given: QueryDict, older: Cursor | None) -> Paging:
    first = _url(given) if given.get("after") else ""
    return Paging(newer_url=first, older_url=_url(given, after=str(older)) if older else "")


def _filter(given: QueryDict, name: str, label: str, options: list[tuple[str, str]]) -> Filter:
    chosen = given.get(name, "")
    return Filter(
        name=name,
        label=label,
        options=[
            Option(label=said, url=_url(given, **{name: value}), chosen=chosen == value)
            for value, said in options
        ],
    )


def _filters(given: QueryDict, reader: Reader) -> list[Filter]:
    states = [
        ("", _("any")), ("running", _("not closed")), ("open", _("open")),
        ("fixed", _("fixed")), ("closed", _("closed")),
    ]  # fmt: skip
    kinds = [
        ("", _("any")), ("problem", _("problem")), ("request", _("request")),
        ("question", _("question")),
    ]  # fmt: skip
    hurts = [("", _("any")), ("2", _("badly")), ("1", _("some")), ("0", _("a little"))]
    found = [
        _filter(given, "state", _("State"), states),
        _filter(given, "kind", _("Kind"), kinds),
        _filter(given, "owner", _("Owner"), _owners(given, reader)),
        _filter(given, "hurts", _("Hurts"), hurts),
    ]
    customer = given.get("customer", "")
    if key := _key(customer):
        name = Customer.objects.filter(pk=key).values_list("name", flat=True).first()
        customers = [("", _("any")), (customer, name or _("unknown"))]
        found.append(_filter(given, "customer", _("Customer"), customers))
    return found


def _owners(given: QueryDict, reader: Reader) -> list[tuple[str, str]]:
    wanted = given.get("owner", "")
    options = [("", _("anybody")), ("me", _("me"))]
    key = _key(wanted)
    if key == reader.person.pk:
        return [options[0], (wanted, _("me"))]
    if key:
        name: Any = Person.objects.filter(pk=key).values_list("public_name", flat=True).first()
        options.append((wanted, name or _("unknown")))
    return options


def _named(rows: "QuerySet[Problem]", q: str) -> Problem | None:
    """The problem whose reference was typed, and nothing else: `P-1042`, `p1042`, `#1042`."""
    number = number_of(q) if q[:1] in ("P", "p", "#") else None
    return rows.filter(number=number).first() if number else None


def _count_words(n: int | None) -> str:
    if n is None:
        return _("many problems, newest first")
    if n > lists.COUNTED:
        return _("more than %(n)s") % {"n": f"{lists.COUNTED:,}"}
    return ngettext("%(n)d problem", "%(n)d problems", n) % {"n": n}


ROUTES = [route(PROBLEMS.route, all_problems, "problems")]
