"""What a person can do, as a button or a link: in Python, since a page has a hundred of them."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from jinja2 import pass_context
from jinja2.runtime import Context

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.components.templating.sending import once_field


@pass_context
def button(context: Context, act: Button, look: str = "button") -> SafeString:
    """A button or a link; `look` is its class: "button", "button main" or "link"."""
    key = format_html(' data-key-act="{}"', act.key) if act.key else ""
    hint = format_html(' title="{}"', act.hint) if act.hint else ""
    if act.post:
        return format_html(
            '<form method="post" action="{}" class="inline">'
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}'
            '<button class="{}"{}{}>{}</button></form>',
            act.url, context["csrf_token"], once_field(), look, key, hint, act.label,
        )  # fmt: skip
    shortcut = format_html('{} aria-keyshortcuts="{}"', key, act.key) if act.key else ""
    sheet = SafeString(" data-sheet") if act.sheet else ""
    return format_html(
        '<a class="{}" href="{}"{}{}{}>{}</a>', look, act.url, sheet, shortcut, hint, act.label
    )
