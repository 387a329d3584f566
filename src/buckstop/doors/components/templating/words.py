"""Filters for what people wrote."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from buckstop.conversations.queries.terms import terms_of
from buckstop.kit import formatting, linking, marking
from buckstop.mail.reply import only_signature


def linked(text: str) -> SafeString:
    """As it was written, with its addresses and numbers as links."""
    return linking.linked(str(text or ""))


def formatted(text: str) -> SafeString:
    """What one of us wrote, with its light formatting."""
    return formatting.as_html(str(text or ""))


def with_code(text: str) -> SafeString:
    """A sentence of ours in which what stands between backticks is typed at a terminal."""
    return SafeString(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(str(text or ""))))


def plain(text: str) -> str:
    """What one of us wrote, without its marks: for where a line of it stands."""
    return formatting.as_plain(str(text or ""))


def marked(text: str, typed: str) -> SafeString:
    """The text with what was typed marked in it, however either is written."""
    words = [term.text for term in terms_of(typed) if not term.unwanted]
    found = marking.parts(str(text or ""), words)
    pieces = (f"<mark>{escape(one)}</mark>" if is_it else escape(one) for one, is_it in found)
    return SafeString("".join(pieces))


def folded(text: str) -> str:
    """What the folded part of a message is called."""
    if only_signature(text):
        return _("Signature")
    return _("Signature and quoted") if text.lstrip("\n").startswith("--") else _("Quoted below")
