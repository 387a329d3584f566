"""Files beside words: their names told apart, and which of them can be shown as pictures."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Attached

SHOWN = 8 * 1024 * 1024  # bytes of a picture that is shown in place; larger ones are fetched
SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'"
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_KINDS = frozenset(("image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp"))


def attached(files: Iterable[tuple[str, int, str, str]]) -> list[Attached]:
    """Files of one message, each given as name, size, content type and address."""
    rows = list(files)
    names = told_apart([row[0] for row in rows])
    return [
        Attached(
            name=name,
            size=size,
            url=url,
            picture_url=f"{url}picture/" if may_show(kind, size) else "",
        )
        for name, (_, size, kind, url) in zip(names, rows, strict=True)
    ]


def may_show(content_type: str, size: int) -> bool:
    """Whether it says that it is a picture that every browser knows, and isn't too large."""
    return content_type.lower() in _KINDS and size <= SHOWN


def told_apart(names: list[str]) -> list[str]:
    """The names, with a number where the same one comes again: "image.png", "image (2).png"."""
    seen: set[str] = set()
    found = []
    for name in names:
        number, said = 1, name
        while said in seen:
            number += 1
            stem, dot, ending = name.rpartition(".")
            said = f"{stem} ({number}){dot}{ending}" if stem else f"{name} ({number})"
        seen.add(said)
        found.append(said)
    return found


def named(files: Iterable[Attached]) -> str:
    """The files in words: "IMG_0441.png", "a.png and 2 more files"."""
    names = [file.name for file in files]
    if len(names) < 2:
        return "".join(names)
    more = len(names) - 1
    said = ngettext("%(first)s and one more file", "%(first)s and %(n)d more files", more)
    return said % {"first": names[0], "n": more}


def sent(files: Iterable[Attached]) -> str:
    """What somebody did who sent files and no words."""
    return _("sent %(files)s") % {"files": named(files)}


def picture_type(content: bytes) -> str:
    """What a picture is by its first bytes, whatever it says it is; empty where it is none."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in _PICTURES if content.startswith(mark)), "")


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file that a browser keeps and never opens in our name."""
    answer = HttpResponse(content, content_type=content_type)
    plain = "".join(letter for letter in name if letter.isprintable()) or "file"
    answer["Content-Disposition"] = content_disposition_header(True, plain) or "attachment"
    return _fenced(answer)


def picture(content: bytes) -> HttpResponse | None:
    """A picture as nothing but a picture; None where the bytes aren't one."""
    kind = picture_type(content)
    if not kind:
        return None
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = "private, max-age=3600"
    return _fenced(answer)


def plain(text: str) -> HttpResponse:
    """Text as nothing but text."""
    return _fenced(HttpResponse(text, content_type="text/plain; charset=utf-8"))


def _fenced(answer: HttpResponse) -> HttpResponse:
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
