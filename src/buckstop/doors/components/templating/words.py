"""Filters for what people wrote."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from buckstop.doors.components import linking
from buckstop.mail.reply import only_signature


def linked(text: str) -> SafeString:
    """As it was written, with its addresses and numbers as links."""
    return linking.linked(str(text or ""))


def folded(text: str) -> str:
    """What the folded part of a message is called."""
    if only_signature(text):
        return _("Signature")
    return _("Signature and quoted") if text.lstrip("\n").startswith("--") else _("Quoted below")
