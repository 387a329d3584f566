"""Pictures that are shown to everybody: small ones of kinds that run no scripts. Pure."""

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused

LARGEST = 200 * 1024  # bytes
_BEGINS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


def kind_of(raw: bytes) -> str:
    """The media type by the first bytes, whatever its name says; "" where it is none of ours."""
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for begin, kind in _BEGINS.items() if raw.startswith(begin)), "")


def check(raw: bytes, field: str) -> None:
    """Refuse what is no picture, or a large one."""
    if not kind_of(raw):
        raise Refused("no-picture", _("Choose a picture: PNG, JPEG, GIF or WebP."), field)
    if len(raw) > LARGEST:
        raise Refused(
            "large",
            _("A picture has at most %(largest)s KiB.") % {"largest": LARGEST // 1024},
            field,
        )
