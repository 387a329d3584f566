"""What a customer does on their page: each is one POST, one transaction, one sentence."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from buckstop.conversations.actions import hearing
from buckstop.conversations.rendering import title_for_them
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.page import (
    AboveForm,
    CorrectionForm,
    EffortForm,
    StepDoneForm,
    StillBrokenForm,
    WriteForm,
)
from buckstop.doors.page.entering import Visit, context_of, doing
from buckstop.doors.page.naming import owner_called
from buckstop.doors.page.pages.case.story import zone_of
from buckstop.doors.page.pages.case.view import not_here
from buckstop.doors.page.posting import files_of, post, refuse
from buckstop.kit.ids import uuid7
from buckstop.ledger.refused import Refused
from buckstop.outreach.actions.unaffected import not_affected
from buckstop.people.naming import called
from buckstop.problems.actions import asking, fixing, links, ranking, understandings
from buckstop.problems.commitments import owed
from buckstop.problems.commitments.escalation import escalate
from buckstop.problems.models.case import Rank
from buckstop.problems.permissions.cases import NO_RANK
from buckstop.problems.queries.case_view import step_of


@doing
def message(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write to the owner."""
    form = WriteForm(request.POST, request.FILES, auto_id="write_%s")

    def do() -> None:
        _write(visit, form)

    return post(
        request, visit, do, _("%s has your message.") % owner_called(visit.case), form, "write"
    )


@doing
def correction(request: HttpRequest, visit: Visit) -> HttpResponse:
    """That's not it."""
    form = CorrectionForm(request.POST, auto_id="correction_%s")

    def do() -> None:
        said = form.cleaned_data["text"]
        understandings.correct(visit.case, text=said, by=visit.actor, at=visit.at)

    say = _("Thank you. %s looks at it and corrects what we understood.") % owner_called(visit.case)
    return post(request, visit, do, say, form, "correction")


@doing
def unaffected(request: HttpRequest, visit: Visit) -> HttpResponse:
    """We're not affected: of what we told them before they said a word."""

    def do() -> None:
        not_affected(visit.case, by=visit.actor, at=visit.at)

    return post(request, visit, do, _("Thank you. We ask you nothing more about this."))


@doing
def word(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Solved, or still broken: the customer's word. What closes the case is asked once more."""
    if request.POST.get("word") == "solved":
        if request.POST.get("sure") != "yes":
            return _sure(request, visit)

        def confirm() -> None:
            fixing.confirm(visit.case, by=visit.actor, at=visit.at, how="link")

        say = _("Thank you, %s. We are glad that it works.")
        return post(request, visit, confirm, say % called(visit.case.contact.public_name))
    if request.POST.get("word") == "broken":
        return _still_broken(request, visit)
    return refuse(request, visit, _("Press Solved or Still broken."))


def _sure(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Whoever has the link can press: is it solved, and is this Ines?"""
    said = {
        "reader": called(visit.case.contact.public_name),
        "title": title_for_them(visit.case, zone_of(visit.case)),
        "url": visit.url,
        "once": uuid7().hex,
    }
    return render(request, "page/pages/sure/page.html", context_of(visit) | said)


def _still_broken(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = StillBrokenForm(request.POST, request.FILES, auto_id="broken_%s")

    def do() -> None:
        said = form.cleaned_data["text"]
        if form.cleaned_data["attached"]:  # with files it is a message, which the owner can answer
            _write(visit, form)
            said = ""
        fixing.still_broken(visit.case, by=visit.actor, at=visit.at, how="link", text=said)

    say = _("Then it isn’t solved: it is open again, and %s owns it.") % owner_called(visit.case)
    if form.is_valid() and not any(form.cleaned_data.values()):
        say = f"{say} {_('Tell us below what you still see, if you like.')}"
    return post(request, visit, do, say, form, "broken")


@doing
def retraction(request: HttpRequest, visit: Visit) -> HttpResponse:
    """I didn't say that: take back the word that staff recorded."""

    def do() -> None:
        fixing.take_back_word(visit.case, by=visit.actor, at=visit.at)

    say = _("We took it back: it is open again, and %s owns it.") % owner_called(visit.case)
    return post(request, visit, do, say)


@doing
def effort(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How easy it was, from 1 to 7; and why, if they like."""
    form = EffortForm(request.POST)
    if not form.is_valid():
        wrong = [str(sentence) for sentences in form.errors.values() for sentence in sentences]
        return refuse(request, visit, wrong[0])

    def do() -> None:
        asking.tell_effort(visit.case, by=visit.actor, at=visit.at, **form.cleaned_data)

    return post(request, visit, do, _("Thank you for telling us."))


@doing
def escalation(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Talk to someone above."""
    form = AboveForm(request.POST, auto_id="above_%s")

    def do() -> None:
        reason, case = form.cleaned_data["why"], visit.case
        escalate(case.problem, reason=reason, by=visit.actor, at=visit.at, case=case)

    say = _("A leader has your words and answers you. %s stays with it.") % owner_called(visit.case)
    return post(request, visit, do, say, form, "above")


@doing
def urgency(request: HttpRequest, visit: Visit) -> HttpResponse:
    """It can't wait until work starts."""

    def do() -> None:
        understandings.cannot_wait(visit.case, by=visit.actor, at=visit.at)

    return post(request, visit, do, _("Whoever is on call knows now that it can’t wait."))


@doing
def place(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Which of theirs comes first, or may come last."""
    said = request.POST.get("rank", "")
    chosen = int(said) if said in {str(one) for one in Rank.values} else None

    def do() -> None:
        if chosen is None:
            raise Refused(*NO_RANK)
        ranking.rank(visit.case, rank=chosen, by=visit.actor, at=visit.at)

    return post(
        request, visit, do, _("Thank you. %s sees it that way now.") % owner_called(visit.case)
    )


@doing
def step_done(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """The customer did their step; what they attach and say is a message of the conversation."""
    step = step_of(visit.case, key)
    if step is None:
        return not_here(request, visit)
    form = StepDoneForm(request.POST, request.FILES)

    def do() -> None:
        if any(form.cleaned_data.values()):
            _write(visit, form)
        owed.report(step, by=visit.actor, at=visit.at)

    return _step(request, visit, do, form)


def _step(
    request: HttpRequest, visit: Visit, do: Callable[[], None], form: StepDoneForm
) -> HttpResponse:
    say = _("Thank you. %s looks at it.") % owner_called(visit.case)
    if form.is_valid():
        return post(request, visit, do, say, form, "")
    wrong = [str(sentence) for sentences in form.errors.values() for sentence in sentences]
    return refuse(request, visit, wrong[0])


@doing
def step_not_waiting(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Not waiting for me."""
    step = step_of(visit.case, key)
    if step is None:
        return not_here(request, visit)

    def do() -> None:
        owed.not_waiting_for_me(step, by=visit.actor, at=visit.at)

    return post(request, visit, do, _("Thank you. %s looks at it.") % owner_called(visit.case))


@doing
def withdrawal(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Not Ines: no link to this case that was made until now opens anything any more."""

    def do() -> None:
        links.withdraw_links(visit.case, by=visit.actor, at=visit.at)

    return post(request, visit, do, "")


def _write(visit: Visit, form: Plain) -> None:
    """What a form says becomes a message, with the files that came with it."""
    said, files = form.cleaned_data["text"], files_of(form)
    hearing.write(visit.case, text=said, by=visit.actor, at=visit.at, files=files)
