"""The contact form: shown, taken, and answered, to a browser or to the script on another page."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from buckstop.conversations.actions.posting import File
from buckstop.doors.components.forms.contact import ContactForm
from buckstop.doors.contact.embedding import for_all_sites
from buckstop.doors.contact.working import seconds_to_wait, spend
from buckstop.doors.shared.once import form_once
from buckstop.doors.shared.sizes import is_too_large, most_in_words
from buckstop.incoming.actions.written import tell_us
from buckstop.kit import clock
from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.brands import by_slug, voice
from buckstop.people.models import Brand
from buckstop.people.settings import CONTACT_FORM

FORM = UUID("5f3e9a52-6c1d-4f0e-9a8b-2d1c7e4b9f10")
"""Who holds what was sent here: nobody is logged in."""


@csrf_exempt  # nobody is logged in, so nothing can be done in anybody's name; work is proved
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, brand: str = "") -> HttpResponse:
    """The form of the organisation, or of a brand."""
    of = _brand(brand)
    if request.method != "POST":
        return _shown(request, of, ContactForm())
    if is_too_large(request):
        too_large = _("We take up to %(most)d MB at a time. Take out a file, and send the rest.")
        said = too_large % {"most": most_in_words()}
        return _wrong(request, of, ContactForm(), said, status=413)
    at, form = clock.now(), ContactForm(request.POST, request.FILES)
    if not form.is_valid():
        return _wrong(request, of, form)
    if seconds := seconds_to_wait(request, at):
        often = _("A lot was sent from your network. Wait %d minutes, and send again; or call us.")
        answer = _wrong(request, of, form, often % (seconds // 60 + 1), status=429)
        answer["Retry-After"] = str(seconds)
        return answer
    try:
        _take(request, of, form, at)
    except Refused as no:
        return _wrong(request, of, form, no.sentence, field=no.field)
    return _taken(request, of)


@require_safe
def thanks(request: HttpRequest, brand: str = "") -> HttpResponse:
    """What happens now."""
    of = _brand(brand)
    said = _around(of) | {"says": _thanks(), "again": _url(of)}
    return render(request, "contact/pages/sent/page.html", said)


def _brand(slug: str) -> Brand | None:
    found = by_slug(slug) if slug else None
    if not CONTACT_FORM.value or (slug and found is None):
        raise Http404
    return found


def _take(request: HttpRequest, of: Brand | None, form: ContactForm, at: datetime) -> None:
    """One transaction, committed before anything is answered; sent again, it counts once."""
    given = form.cleaned_data
    files = [File(f.name or "file", f.content_type or "", f.read()) for f in given["attached"]]

    def do() -> None:
        spend(request, at)
        about = {key: given[key] for key in ("name", "email", "text")}
        tell_us(**about, brand=of, files=files, by=DESK, at=at)

    form_once(request, holder=FORM, at=at, do=do)


def _taken(request: HttpRequest, of: Brand | None) -> HttpResponse:
    if _is_script(request):
        return for_all_sites(JsonResponse({"says": _thanks()}, status=201))
    return redirect(f"{_url(of)}thanks/")


def _wrong(
    request: HttpRequest,
    of: Brand | None,
    form: ContactForm,
    sentence: str = "",
    *,
    field: str | None = None,
    status: int = 422,
) -> HttpResponse:
    """The form again, as it was filled in, with what is wrong."""
    if sentence:
        if not form.is_bound:
            form = ContactForm({})
            form.errors.clear()
        form.add_error(field if field in form.fields else None, sentence)
    if _is_script(request):
        named = {name: [str(one) for one in found] for name, found in form.errors.items()}
        return for_all_sites(JsonResponse({"errors": named}, status=status))
    return _shown(request, of, form, status=status)


def _shown(
    request: HttpRequest, of: Brand | None, form: ContactForm, status: int = 200
) -> HttpResponse:
    said = _around(of) | {"form": form, "once": uuid7().hex, "url": _url(of)}
    answer = render(request, "contact/pages/form/page.html", said, status=status)
    answer["Cache-Control"] = "no-store"
    return for_all_sites(answer)


def _around(of: Brand | None) -> dict[str, object]:
    speaks = voice(of)
    return {"brand": of, "whose": speaks.name, "address": speaks.address}


def _url(of: Brand | None) -> str:
    return reverse("contact-brand", args=[of.slug]) if of else reverse("contact")


def _is_script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _thanks() -> str:
    return _(
        "We have it. A mail is on its way to you: it says who looks after it, and when you hear"
        " from them."
    )
