"""One case in the portal: one's own is the page of the signed link, a colleague's is read here."""

from collections.abc import Callable
from typing import Concatenate
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from buckstop.conversations import links
from buckstop.conversations.actions import beside
from buckstop.conversations.queries.portal import seen_by
from buckstop.doors.components.forms.page import WriteForm
from buckstop.doors.page.entering import Visit, seconds_to_wait
from buckstop.doors.page.naming import owner_called
from buckstop.doors.page.pages.case import view
from buckstop.doors.page.portal.inside import Visitor, inside
from buckstop.doors.page.posting import at_once, files_of, post
from buckstop.doors.shared.once import form_once
from buckstop.kit.ids import key_of
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.people.models import Contact, Person
from buckstop.problems.actions.confidential import set_confidential
from buckstop.problems.models import Case
from buckstop.problems.queries.case_view import case_of

type OfCase[**P] = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]


def visit_of(visitor: Visitor, key: UUID) -> Visit:
    """The case, where they see it; unknown and not theirs are the same 404."""
    found = seen_by(visitor.person.pk, visitor.reach).filter(pk=key).first()
    contact = found.contact_id if found else None
    case = case_of(Actor(ActorKind.CONTACT, contact, case=key)) if contact else None
    if case is None:
        raise Http404
    actor = Actor(ActorKind.CONTACT, visitor.person.pk, case=case.pk)
    return Visit(case=case, actor=actor, url=reverse("portal-case", args=[case.pk]), at=visitor.at)


def of_case[**P](show: OfCase[P]) -> Callable[..., HttpResponseBase]:
    """A page of a case that they see, or what is done there."""

    def door(
        request: HttpRequest, visitor: Visitor, /, key: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        return show(request, visit_of(visitor, key), *args, **kwargs)

    return inside(door)


@of_case
def case(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Their own by a link that is made now; a colleague's here."""
    if visit.case.contact_id == visit.actor.id:
        return redirect("page", links.make(visit.case.pk, visit.case.contact_id, visit.at))
    return view.show_case(request, visit)


@of_case
def file(request: HttpRequest, visit: Visit, file: UUID) -> HttpResponse:
    """A file of it."""
    return view.show_file(request, visit, file)


@of_case
def picture(request: HttpRequest, visit: Visit, file: UUID) -> HttpResponse:
    """A picture of it."""
    return view.show_picture(request, visit, file)


@of_case
def text(request: HttpRequest, visit: Visit, message: UUID) -> HttpResponse:
    """All of a message."""
    return view.show_text(request, visit, message)


@of_case
def message(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A colleague writes, in their own name."""
    if request.method != "POST":
        return redirect(visit.url)
    form = WriteForm(request.POST, request.FILES, auto_id="write_%s")
    assert visit.actor.id is not None  # a contact
    person = Person.objects.get(pk=visit.actor.id)

    def do() -> None:
        beside.write_beside(
            visit.case, person=person, text=form.cleaned_data["text"], files=files_of(form),
            by=visit.actor, at=visit.at,
        )  # fmt: skip

    say = _("%s has your message.") % owner_called(visit.case)
    return post(request, visit, do, say, form, "write")


@of_case
def copies(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Somebody of theirs gets copies from now on, or none any more."""
    if request.method != "POST":
        return redirect(visit.url)
    person = _colleague(visit.case, request.POST.get("person", ""), visit.actor)
    stop = request.POST.get("stop") == "yes"
    verb = beside.unfollow if stop else beside.follow

    def do() -> None:
        verb(visit.case, person=person, by=visit.actor, at=visit.at)

    say = _("%s gets no copies any more.") if stop else _("%s gets copies from now on.")
    return _done(request, visit, do, say % person.public_name)


@of_case
def confidentiality(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Only who sees everything sees it, or everybody whom it may concern."""
    if request.method != "POST":
        return redirect(visit.url)
    wanted = request.POST.get("confidential") == "yes"

    def do() -> None:
        set_confidential(visit.case, confidential=wanted, by=visit.actor, at=visit.at)

    shut, wide = _("It is confidential now."), _("It is confidential no more.")
    return _done(request, visit, do, shut if wanted else wide)


def _done(request: HttpRequest, visit: Visit, do: Callable[[], None], say: str) -> HttpResponse:
    """Do it, and go back to the case with what is to say."""
    return at_once(
        request,
        lambda: form_once(request, holder=visit.case.pk, at=visit.at, do=do),
        wait=seconds_to_wait(request, visit),
        say=say,
        back=visit.url,
    )


def _colleague(case: Case, key: str, actor: Actor) -> Person:
    """Somebody of the same customer; without a key oneself."""
    assert actor.id is not None  # a contact
    wanted = key_of(key) if key else actor.id
    if wanted is None:
        raise Http404
    rows = Contact.objects.filter(person=wanted, customer=case.customer_id, ended_at=None)
    found = rows.select_related("person").first()
    if found is None:
        raise Http404
    return found.person
