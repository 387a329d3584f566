"""What came with messages, served so that nothing in it can act."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from buckstop.conversations.models import Attachment, Message
from buckstop.doors.desk.reader import reader_of
from buckstop.problems.models import Problem

SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'"
FRAMED = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' data:;"
    " style-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


def _see(request: HttpRequest, problem: UUID) -> None:
    """404 where the reader may not see the problem."""
    actor = reader_of(request).actor
    if not Problem.objects.visible_to(actor).filter(pk=problem).exists():
        raise Http404


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """An attachment, as a download whatever it says it is."""
    rows = Attachment.objects.filter(pk=key).select_related("message", "file")
    found = rows.defer("file__text").first()
    if found is None:
        raise Http404
    _see(request, found.message.problem_id)
    if found.file.raw is None:
        raise Http404  # erased
    return _download(bytes(found.file.raw), found.name, "application/octet-stream")


def _message(request: HttpRequest, key: UUID, body: str) -> Message:
    rows = Message.objects.filter(pk=key, **{f"{body}__isnull": False})
    found = rows.select_related(body, "problem").first()
    if found is None:
        raise Http404
    _see(request, found.problem_id)
    return found


@require_safe
def raw(request: HttpRequest, key: UUID) -> HttpResponse:
    """A mail as it came in, byte by byte."""
    found = _message(request, key, "raw")
    if found.raw is None or found.raw.raw is None:
        raise Http404
    name = f"{found.problem.ref}-{found.at:%Y%m%d-%H%M}.eml"
    return _download(bytes(found.raw.raw), name, "message/rfc822")


@require_safe
def html(request: HttpRequest, key: UUID) -> HttpResponse:
    """The sanitised HTML of a mail, for a sandboxed frame."""
    found = _message(request, key, "html")
    if found.html is None or not found.html.text:
        raise Http404
    answer = HttpResponse(_PAGE.format(found.html.text))
    answer["Content-Security-Policy"] = FRAMED
    answer["Referrer-Policy"] = "no-referrer"
    return answer


_PAGE = '<!doctype html><meta charset="utf-8"><title>As they sent it</title>\n{}'
