"""What came with messages, served so that nothing in it can act."""

import base64
import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from buckstop.conversations.models import Attachment, Message
from buckstop.doors.components.attached import download, may_show, picture_type, plain
from buckstop.doors.components.attached import picture as picture_of
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.shared.looking import opened_problem
from buckstop.mail.sanitise import sanitise
from buckstop.problems.models import Problem

ENCLOSED = 12 * 1024 * 1024  # bytes of pictures that are set into the HTML of one mail
_STYLE = (
    ":root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}"
    "body{margin:.75rem;overflow-wrap:anywhere}"
    "img{max-width:100%;height:auto}table{border-collapse:collapse}"
    "td,th{padding:.1rem .5rem .1rem 0;text-align:start;vertical-align:top}"
    "blockquote{margin:0;padding-inline-start:.75rem;border-inline-start:2px solid}"
    "pre{white-space:pre-wrap;font:inherit}"
)
_STYLE_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


def framed(style: str = f"'sha256-{_STYLE_DIGEST}'", *, images: str = "data:") -> str:
    """What HTML in a frame of ours may do: nothing but look as `style` and `images` allow."""
    return (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
        f" img-src {images}; style-src {style};"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def _see(request: HttpRequest, problem: UUID) -> None:
    """404 where the reader may not see the problem."""
    actor = reader_of(request).actor
    if not Problem.objects.visible_to(actor).filter(pk=problem).exists():
        raise Http404
    opened_problem(problem, "file", actor)


def _attachment(request: HttpRequest, key: UUID) -> tuple[Attachment, bytes]:
    """A file and what is in it; 404 where there is none, or none any more."""
    rows = Attachment.objects.filter(pk=key).select_related("message", "file")
    found = rows.defer("file__text").first()
    if found is None:
        raise Http404
    _see(request, found.message.problem_id)
    if found.file.raw is None:
        raise Http404  # erased
    return found, bytes(found.file.raw)


@require_safe
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """An attachment, as a download whatever it says it is."""
    found, content = _attachment(request, key)
    return download(content, found.name, "application/octet-stream")


@require_safe
def picture(request: HttpRequest, key: UUID) -> HttpResponse:
    """An attachment that is a picture, to be shown in place; 404 for all else."""
    found, content = _attachment(request, key)
    answer = picture_of(content) if may_show(found.content_type, found.size) else None
    if answer is None:
        raise Http404
    return answer


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
    return download(bytes(found.raw.raw), name, "message/rfc822")


@require_safe
def text(request: HttpRequest, key: UUID) -> HttpResponse:
    """All that was said in a message, where the page shows its beginning."""
    found = _message(request, key, "text")
    if found.text is None or found.text.text is None:
        raise Http404
    return plain(found.text.text)


@require_safe
def html(request: HttpRequest, key: UUID) -> HttpResponse:
    """The HTML of a mail for a sandboxed frame: made safe, its own pictures in it.

    It fetches nothing, from nowhere: who reads it is told to nobody.
    """
    found = _message(request, key, "html")
    if found.html is None or not found.html.text:
        raise Http404
    files = Attachment.objects.filter(message=found).exclude(mail_id="").select_related("file")
    safe = sanitise(found.html.text, enclosed=_enclosed(files.defer("file__text")))
    answer = HttpResponse(_page(safe.html, safe.blocked_images))
    answer["Content-Security-Policy"] = framed()
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _enclosed(files: Iterable[Attachment]) -> dict[str, str]:
    """The pictures that came along, as addresses that hold them, by their Content-ID."""
    found: dict[str, str] = {}
    left = ENCLOSED
    for one in files:
        if one.file.raw is None or one.size > left or not may_show(one.content_type, one.size):
            continue
        content = bytes(one.file.raw)
        if kind := picture_type(content):
            left -= one.size
            found[one.mail_id] = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    return found


def _page(body: str, blocked: int) -> str:
    title = _("As they sent it")
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body>{_left_out(blocked)}{body}</body></html>"
    )


def _left_out(blocked: int) -> str:
    if not blocked:
        return ""
    said = ngettext(
        "One picture from elsewhere isn’t fetched.",
        "%(n)d pictures from elsewhere aren’t fetched.",
        blocked,
    )
    return f"<p><small>{said % {'n': blocked}}</small></p>"
