"""What a customer looks at: their page, its files, and what to do with a link that isn't theirs."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from buckstop.conversations.queries.thread import file_of, text_of
from buckstop.doors.components.attached import download, may_show, plain
from buckstop.doors.components.attached import picture as picture_of
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.page import (
    AboveForm,
    CorrectionForm,
    StepDoneForm,
    StillBrokenForm,
    WriteForm,
)
from buckstop.doors.page.beside import beside
from buckstop.doors.page.entering import Visit, context_of, looking
from buckstop.doors.page.pages.case.data import page
from buckstop.kit.ids import key_of, uuid7
from buckstop.people.brands import voice
from buckstop.people.naming import called
from buckstop.problems.permissions import cases as may

FORMS: dict[str, type[Plain]] = {
    "write": WriteForm,
    "correction": CorrectionForm,
    "broken": StillBrokenForm,
    "above": AboveForm,
}


def show_case(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page."""
    return shown(request, visit, before=key_of(request.GET.get("before", "")))


def shown(
    request: HttpRequest,
    visit: Visit,
    *,
    before: UUID | None = None,
    wrong: tuple[str, Plain] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; with `wrong`, the form of that name as it was filled in, with what was wrong."""
    forms: dict[str, Plain | None] = {
        f"{name}_form": kind(auto_id=f"{name}_%s") for name, kind in FORMS.items()
    }
    if may.may_still_broken(visit.case, visit.actor):
        forms["broken_form"] = None
    if may.may_correct(visit.case, visit.actor):  # who has their end steers nothing
        forms["correction_form"] = forms["above_form"] = None
    if wrong:
        wrong[1].point_at_wrong()
        forms[f"{wrong[0]}_form"] = wrong[1]
    said = {
        "case": page(visit.case, url=visit.url, now=visit.at, reader=visit.actor, before=before),
        "step_form": StepDoneForm(auto_id=False),
        "open_form": wrong[0] if wrong else "",
        "once": uuid7().hex,
    }
    about = context_of(visit) | beside(request, visit) | forms | said
    return render(request, "page/pages/case/page.html", about, status=status)


def show_file(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """A file, always as a download: nothing that somebody sent is opened in our name."""
    found = file_of(visit.case, key)
    if found is None:
        return not_here(request, visit)
    if found.file.raw is None:
        return HttpResponse("This file was erased.", status=410, content_type="text/plain")
    return download(bytes(found.file.raw), found.name, "application/octet-stream")


def show_picture(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """A file that is a picture, to be shown in place."""
    found = file_of(visit.case, key)
    content = found.file.raw if found and may_show(found.content_type, found.size) else None
    return picture_of(bytes(content or b"")) or not_here(request, visit)


def show_text(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """All that was said in a message, where the page shows its beginning."""
    said = text_of(visit.case, key)
    return not_here(request, visit) if said is None else plain(said)


@looking
def not_me(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Somebody else has the link: what to do with it."""
    said = {
        "reader": called(visit.case.contact.public_name),
        "back": visit.url,
        "action": f"{visit.url}withdrawal/",
        "address": voice(visit.case.brand).address,
    }
    return render(request, "page/pages/not_me/page.html", context_of(visit) | said)


def not_here(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Something of the page that isn't there, or isn't theirs: which of both isn't said."""
    said = {
        "heading": _("This isn’t here."),
        "text": _("It may have been taken back. Your page has what there is."),
        "back": visit.url,
    }
    return render(request, "page/pages/sent/page.html", context_of(visit) | said, status=404)


case, file = looking(show_case), looking(show_file)
picture, text = looking(show_picture), looking(show_text)
