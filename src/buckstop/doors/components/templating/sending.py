"""What a form of the desk sends along unseen: a name of its own, and what its writer had seen."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from jinja2 import pass_context
from jinja2.runtime import Context

from buckstop.kit.ids import uuid7


def once_field() -> SafeString:
    """The field `once`, with a fresh name."""
    return SafeString(f'<input type="hidden" name="once" value="{uuid7().hex}">')


@pass_context
def sending(context: Context) -> SafeString:
    """The hidden fields of a form that posts.

    `once`: the same form sent twice counts once. `seen`, where the page says up to which entry its
    reader has read.
    """
    key = once_field()
    seen = context.get("seen_entry")
    if seen is None:
        return key
    return format_html('{}<input type="hidden" name="seen" value="{}">', key, seen)
