"""What is being written below a problem: kept while it is typed, with its files.

With JavaScript each pause keeps it, and a file as soon as it is chosen; without it a button does.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buckstop.conversations import drafts
from buckstop.conversations.actions.posting import File
from buckstop.conversations.models import Draft, DraftFile
from buckstop.conversations.models.draft import Place
from buckstop.conversations.rendering import ATTACHED
from buckstop.conversations.rules import LONGEST
from buckstop.doors.components.attached import download, may_show, picture, told_apart
from buckstop.doors.components.forms.base import FilesField
from buckstop.doors.components.shown.draft import Beside, DraftShown
from buckstop.doors.desk import finding
from buckstop.doors.desk.addresses import DRAFT, DRAFT_FILE, PROBLEM
from buckstop.doors.desk.reader import Reader, reader_of, seen_by
from buckstop.kit.ids import key_of, uuid7
from buckstop.problems.actions.seen import said_since
from buckstop.problems.models import Case, Problem

MOST = settings.MESSAGE_LIMIT * 2 // 3  # bytes: a mail's encoding adds a third
_HIGHEST = 2_000_000_000


class DraftForm(forms.Form):
    """What a composer says of its draft."""

    draft = forms.UUIDField()
    draft_version = forms.IntegerField(min_value=0, max_value=_HIGHEST)
    text = forms.CharField(required=False, strip=False, max_length=LONGEST)
    case = forms.UUIDField(required=False)
    kept = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    remove = forms.UUIDField(required=False)
    attached = FilesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.data.getlist("kept") if hasattr(self.data, "getlist") else []
        known = [one for one in chosen[: drafts.MOST_FILES] if key_of(one)]
        self.fields["kept"].choices = [(one, one) for one in known]  # type: ignore[attr-defined]


def limit() -> str:
    """How much may go along."""
    return _(
        "At most %(most)d MB together. What is over %(mailed)d MB stands on their page only."
    ) % {"most": MOST // 2**20, "mailed": ATTACHED // 2**20}


def too_big() -> str:
    """Why a file can't go along."""
    return _("Together they are too big for a mail: at most %(n)d MB.") % {"n": MOST // 2**20}


def shown(problem: Problem, place: Place, draft: Draft | None, reader: Reader) -> DraftShown:
    """A draft as its composer shows it; a new one where none was begun."""
    url = DRAFT.url(problem.number, place)
    if draft is None:
        return DraftShown(url=url, key=uuid7().hex, version=0, limit=limit())
    return DraftShown(
        url=url,
        key=draft.pk.hex,
        version=draft.version,
        limit=limit(),
        kept_at=draft.changed_at,
        newer=_newer(problem, draft, reader),
        files=_files(draft),
    )


def posted(shown_now: DraftShown, request: HttpRequest) -> DraftShown:
    """The draft as the form has it that was sent and comes back: with its key and its files."""
    said = posted_draft(request)
    if said is None:
        return replace(shown_now, files=[])
    key, chosen = said
    files = [one for one in shown_now.files if UUID(one.key) in chosen]
    return replace(shown_now, key=key.hex, version=_version(request), files=files)


def posted_draft(request: HttpRequest) -> tuple[UUID, list[UUID]] | None:
    """The draft that a form was written in, and those of its files that go along."""
    form = DraftForm(request.POST)
    form.is_valid()
    given = form.cleaned_data
    return (given["draft"], given.get("kept", [])) if "draft" in given else None


def sent(request: HttpRequest, reader: Reader) -> None:
    """What a form said was sent: its draft is done."""
    if said := posted_draft(request):
        text, version = _plain(request.POST.get("text", "")), _version(request)
        drafts.retire(reader.person, said[0], version=version, text=text, at=reader.now)


def _version(request: HttpRequest) -> int:
    given = request.POST.get("draft_version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def _plain(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n")


def _newer(problem: Problem, draft: Draft, reader: Reader) -> str:
    if draft.place == Place.NOTE:
        return ""
    told = said_since(
        problem, draft.begun_after, by=reader.actor, said=drafts.SAID, case=draft.case_id
    )
    return _("%(told)s after you began this.") % {"told": told} if told else ""


def _files(draft: Draft) -> list[Beside]:
    rows = sorted(draft.files.all(), key=lambda one: one.pk)
    return [
        Beside(
            key=one.pk.hex,
            name=one.name,
            size=one.size,
            url=DRAFT_FILE.url(one.pk),
            picture_url=DRAFT_FILE.url(one.pk, picture=1)
            if may_show(one.content_type, one.size)
            else "",
        )
        for one in rows
    ]


@require_POST
def keep(request: HttpRequest, number: int, place: str) -> HttpResponse:
    """POST: keep what was typed and attached; answers JSON where the page asks for it."""
    reader, form = reader_of(request), DraftForm(request.POST, request.FILES)
    problem = finding.problem(reader, number)
    if place not in Place or not form.is_valid():
        raise Http404
    given = form.cleaned_data
    typed = drafts.Typed(
        place=Place(place),
        key=given["draft"],
        version=given["draft_version"],
        text=_plain(given["text"]),
        case=_case(problem, given["case"]) if place == Place.REPLY else None,
        seen=min(seen_by(request) or problem.chain.length, _HIGHEST),
    )
    if given["remove"]:
        drafts.remove_file(reader.person, given["remove"])
    wrong = _attach(reader, problem, typed, given["attached"])
    outcome = drafts.keep(reader.person, problem, typed, at=reader.now)
    if "X-Draft" in request.headers:
        return _told(problem, typed, outcome, wrong, reader)
    if outcome.elsewhere and outcome.draft:  # no words are lost: both stand in it
        other = outcome.draft
        both = replace(
            typed, key=other.pk, version=other.version, text=f"{other.text}\n\n{typed.text}"
        )
        drafts.keep(reader.person, problem, both, at=reader.now)
    if wrong:
        messages.error(request, wrong)
    else:
        messages.success(request, _("The draft is kept."))
    return redirect(PROBLEM.url(number, write=place) + "#composer")


def _case(problem: Problem, key: UUID | None) -> UUID | None:
    """The case, where it is one of the problem."""
    return key if key and Case.objects.filter(pk=key, problem=problem).exists() else None


def _attach(reader: Reader, problem: Problem, typed: drafts.Typed, files: list[Any]) -> str:
    """Keep the files; returns why not, in words."""
    if not files:
        return ""
    begun = drafts.drafts_of(reader.person, problem).get(typed.place)
    there = list(begun.files.all()) if begun else []
    if len(there) + len(files) > drafts.MOST_FILES:
        return _("At most %(n)d files go along.") % {"n": drafts.MOST_FILES}
    if sum(one.size for one in there) + sum(one.size for one in files) > MOST:
        return too_big()
    names = told_apart([one.name for one in there] + [one.name or "file" for one in files])
    kept = [
        File(name, one.content_type or "", one.read())
        for name, one in zip(names[len(there) :], files, strict=True)
    ]
    drafts.attach(reader.person, problem, typed, kept, at=reader.now)
    return ""


def _told(
    problem: Problem, typed: drafts.Typed, outcome: drafts.Outcome, wrong: str, reader: Reader
) -> HttpResponse:
    now = shown(problem, typed.place, outcome.draft, reader)
    if outcome.draft is None and not outcome.sent:
        now = replace(now, key=typed.key.hex)  # typed again, it is the same one
    other = outcome.draft.text if outcome.elsewhere and outcome.draft else None
    now = replace(now, wrong=wrong, other=other)
    context = {"draft": now, "now": reader.now, "zone": reader.zone, "csrf_input": ""}
    return JsonResponse({
        "key": now.key,
        "version": now.version,
        "sent": outcome.sent,
        "other": other,
        "says": render_to_string("components/draft_says.html", context),
        "files": render_to_string("components/draft_files.html", context),
    })  # fmt: skip


@require_safe
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """A file of one's own draft: as a download, or with `?picture=1` as a picture."""
    person = reader_of(request).person
    found = get_object_or_404(DraftFile, pk=key, draft__person=person)
    content = bytes(found.content)
    if "picture" not in request.GET:
        return download(content, found.name, "application/octet-stream")
    answer = picture(content) if may_show(found.content_type, found.size) else None
    if answer is None:
        raise Http404
    return answer
