"""Log a problem: what is wrong, for whom, how much it hurts."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from buckstop.conversations.actions import hearing, telling
from buckstop.doors.components.forms.logging import LogForm
from buckstop.doors.components.shown.problem import Similar
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk import finding
from buckstop.doors.desk.addresses import LOG, LOG_CUSTOMERS, LOG_SIMILAR
from buckstop.doors.desk.forms import put
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.presenting import problems
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.doors.shared.answers import go
from buckstop.kit.ids import number_of
from buckstop.ledger.refused import Refused
from buckstop.people.finding import contacts_like, customers_like
from buckstop.people.models import Contact, Customer, Person
from buckstop.people.queries import at_addresses, customers_of, here, owners_of_domains
from buckstop.people.roles import Role
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Problem
from buckstop.problems.queries.similar import similar

HURTS = {"stops": 2, "slows": 1, "bothers": 0}
CHANNELS = {"phone": "phone", "person": "desk", "noticed": "desk", "self": "desk"}
NOTICED = ("noticed", "self")  # no customer said so
MOST = 8
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{5,38}")


@dataclass(frozen=True, slots=True)
class Pick:
    """Somebody for whom it can be logged. `id`: the contact's key, or "new:<customer>:<mail>"."""

    id: str
    name: str
    customer: str
    detail: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST logs it, or with `look` says who and what fits."""
    reader = reader_of(request)
    if request.method != "POST":
        return _page(request, reader, LogForm(initial=_for_customer(request)))
    form = LogForm(request.POST)
    if "look" in request.POST or "contact_chosen" in request.POST:
        return _look(request, reader)
    if form.is_valid():
        try:
            return _log(request, reader, form)
        except Refused as refusal:
            put(form, refusal, {"text": "words", "title": "words", "email": "customer_text"})
    return _page(request, reader, form)


def _for_customer(request: HttpRequest) -> dict[str, str]:
    """`?customer=` fills in for whom."""
    try:
        key = UUID(request.GET.get("customer", ""))
    except ValueError:
        return {}
    name = Customer.objects.filter(pk=key).values_list("name", flat=True).first()
    return {"customer_text": name} if name else {}


def _look(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Without JavaScript: the same page, with who fits; nothing is logged."""
    data = request.POST.copy()
    if chosen := data.get("contact_chosen", ""):
        data["contact"] = chosen
    kept = {name: data.get(name, "") for name in LogForm.base_fields}
    return _page(request, reader, LogForm(initial=kept))


def _page(request: HttpRequest, reader: Reader, form: LogForm) -> HttpResponse:
    words, typed = str(form["words"].value() or ""), str(form["customer_text"].value() or "")
    chosen = _pick(str(form["contact"].value() or ""), typed)
    return page(
        request,
        reader,
        "desk/pages/log/page.html",
        status=422 if form.is_bound else 200,
        form=form,
        chosen=chosen,
        found=[] if chosen else _picks(typed, reader),
        says=_whom_to_write(typed, reader),
        typed=typed,
        similar=_similar(words, reader),
    )


@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    """Who fits what was typed."""
    typed = request.GET.get("customer_text", "").replace("\x00", "").strip()[:200]
    reader = reader_of(request)
    context = {
        "found": _picks(typed, reader), "typed": typed, "says": _whom_to_write(typed, reader)
    }  # fmt: skip
    return render(request, "desk/pages/log/customers.html", context)


@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """Open problems like what is typed."""
    reader = reader_of(request)
    found = _similar(request.GET.get("words", "").replace("\x00", ""), reader)
    return render(request, "desk/pages/log/similar.html", {"similar": found})


def _similar(words: str, reader: Reader) -> list[Similar]:
    first = next((line for line in words.splitlines() if line.strip()), "")
    if len(first.strip()) < 4:
        return []
    rows = similar(first, actor=reader.actor)
    if not reader.at_desk:
        return problems.alike(rows)
    take = {row.pk: Button(label=_("It’s this one"), url=row.ref, sheet=False) for row in rows}
    return problems.alike(rows, take)


def _picks(typed: str, reader: Reader) -> list[Pick]:
    """Who fits. Colleagues, who don't see customers, find only whom they know by the whole name."""
    return picks(typed) if reader.at_desk else _known_already(typed)


def _known_already(typed: str) -> list[Pick]:
    """Whoever is called exactly so, in two words at least; or this very address or number."""
    if len(typed.split()) < 2 or _PHONE.fullmatch(typed):
        return _strangers(typed)
    people = Person.objects.filter(name__iexact=typed, role=Role.CONTACT, deactivated_at=None)
    rows = Contact.objects.filter(person__in=people, ended_at=None)
    return [
        Pick(f"{row.person_id}:{row.customer_id}", row.person.public_name, row.customer.name)
        for row in rows.select_related("person", "customer")[:MOST]
    ]


def _whom_to_write(typed: str, reader: Reader) -> str:
    """For a colleague who wrote the name of an organisation: it is known, but who there?"""
    if reader.at_desk or not 2 < len(typed) < 200:
        return ""
    found = here().filter(name__iexact=typed).first()
    if found is None:
        return ""
    told = {"customer": found.name}
    return _("%(customer)s is a customer. Write the mail address or whole name of who asks.") % told


def picks(typed: str) -> list[Pick]:
    """Contacts by three letters of anything: customer, name, mail, domain, phone."""
    if len(typed) < 3:
        return []
    people = contacts_like(typed)
    near = Q(person__in=people) | Q(customer__in=customers_like(typed))
    rows = Contact.objects.filter(near, ended_at=None, person__deactivated_at=None)
    named = rows.select_related("person", "customer").prefetch_related("person__addresses")
    shown = [
        (row.person_id not in people, _pick_of(row.person, row.customer)) for row in named[:100]
    ]
    speaking = Contact.objects.filter(person__in=people, ended_at=None).values("person")
    alone = Person.objects.filter(pk__in=people, deactivated_at=None).exclude(pk__in=speaking)
    for person in alone.prefetch_related("addresses")[:MOST]:
        shown.append((False, _pick_of(person, None)))
    known = [pick for _far, pick in sorted(shown, key=lambda one: (one[0], one[1].name))]
    return known[:MOST] or _strangers(typed)


def _pick_of(person: Person, customer: Customer | None) -> Pick:
    reached = [one for one in person.addresses.all() if one.ended_at is None]
    details = [one.email or one.phone for one in sorted(reached, key=lambda one: one.rank)]
    return Pick(
        id=f"{person.pk}:{customer.pk if customer else ''}",
        name=person.public_name,
        customer=customer.name if customer else _("no customer yet"),
        detail=details[0] if details else "",
    )


def _strangers(typed: str) -> list[Pick]:
    """Whoever has this very address or number, whom nobody here knows."""
    if _PHONE.fullmatch(typed):
        return [Pick(f"new:{typed}", typed, _("somebody new"))]
    if not _is_mail(typed):
        return []
    email = typed.lower()
    customer = owners_of_domains([email]).get(email)
    name = customer.name if customer else _("nobody that we know")
    return [Pick(f"new:{email}", email, name)]


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _pick(chosen: str, typed: str) -> Pick | None:
    """Whom the form says was chosen, if such a one exists."""
    if chosen.startswith("new:"):
        return next(iter(_strangers(chosen.removeprefix("new:"))), None)
    person, customer = _known(chosen)
    if person is None:
        return None
    return Pick(chosen, person.public_name, customer.name if customer else "")


def _known(chosen: str) -> tuple[Person | None, Customer | None]:
    person_key, _colon, customer_key = chosen.partition(":")
    try:
        person = Person.objects.filter(pk=UUID(person_key), role=Role.CONTACT).first()
        customer = Customer.objects.filter(pk=UUID(customer_key)).first() if customer_key else None
    except ValueError:
        return None, None
    return person, customer


def _whom(form: LogForm, reader: Reader) -> dict[str, Any]:
    """The contact and customer, as the verb takes them. Raises Refused where it isn't clear."""
    chosen, typed = form.cleaned_data["contact"], form.cleaned_data["customer_text"].strip()
    if not chosen:
        found = _picks(typed, reader)
        if len(found) > 1:
            raise Refused("unclear", _("Several people fit. Choose one of them."), "customer_text")
        if not found:
            sentence = _("Say for whom: choose somebody, or write a mail address.")
            raise Refused("nobody", sentence, "customer_text")
        chosen = found[0].id
    if chosen.startswith("new:"):
        new = chosen.removeprefix("new:")
        if _PHONE.fullmatch(new):
            return {"phone": new}
        if not _is_mail(new):
            raise Refused("nobody", _("Write a mail address or a phone number."), "customer_text")
        return _by_mail(new)
    person, customer = _known(chosen)
    if person is None:
        raise Refused("nobody", _("Choose somebody from the list."), "customer_text")
    return {"contact": person, "customer": customer}


def _by_mail(email: str) -> dict[str, Any]:
    """The one contact who is known at an address; else somebody new of the domain's customer."""
    sharing = at_addresses([email]).get(email, [])
    if len(sharing) != 1:
        return {"email": email, "customer": owners_of_domains([email]).get(email)}
    theirs = customers_of(sharing).get(sharing[0].pk, [])
    return {"contact": sharing[0], "customer": theirs[0] if len(theirs) == 1 else None}


def _found_first(reader: Reader, said: dict[str, Any]) -> Problem:
    """We found it before any customer said so: a problem without a case; all the words are kept."""
    title, words = said["words"].strip().splitlines()[0][:200], said["words"].strip()
    by: dict[str, Any] = {"by": reader.actor, "at": reader.now}
    with transaction.atomic():
        problem = open_problem(title=title, hurts=HURTS[said["impact"]], **by)
        if words != title:
            telling.note(problem, text=words, **by)
    return problem


def _log(request: HttpRequest, reader: Reader, form: LogForm) -> HttpResponse:
    said = form.cleaned_data
    noticed = said["heard"] in NOTICED
    if noticed and not said["contact"] and not said["customer_text"].strip():
        return _logged(request, reader, _found_first(reader, said))
    number = number_of(request.POST.get("onto", ""))
    onto = finding.problem(reader, number) if number is not None and reader.at_desk else None
    case = hearing.log(
        text=said["words"],
        hurts=HURTS[said["impact"]],
        channel=CHANNELS[said["heard"]],
        noticed=noticed,
        tell=said["tell"],
        onto=onto,
        by=reader.actor,
        at=reader.now,
        **_whom(form, reader),
    )
    return _logged(request, reader, case.problem)


def _logged(request: HttpRequest, reader: Reader, problem: Problem) -> HttpResponse:
    if problem.owner_id == reader.person.pk:
        say = _("Logged. %(ref)s is yours.") % {"ref": problem.ref}
    else:
        owner = Person.objects.get(pk=problem.owner_id).public_name
        say = _("Logged. %(owner)s owns %(ref)s.") % {"owner": owner, "ref": problem.ref}
    return go(request, problems.address(problem), say=say)


ROUTES = [
    route(LOG.route, log, "log"),
    route(LOG_CUSTOMERS.route, customers, "log-customers"),
    route(LOG_SIMILAR.route, alike, "log-similar"),
]
