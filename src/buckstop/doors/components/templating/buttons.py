"""What a person can do, as a button or a link: in Python, since a page has a hundred of them.

Put together by hand, each value escaped: Django's `format_html` takes four times as long.
"""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.components.templating.sending import once_field


@pass_context
def button(context: Context, act: Button, look: str = "button") -> SafeString:
    """A button or a link; `look` is its class: "button", "button main" or "link"; without any, a
    link is as links are around it."""
    url, label = escape(act.url), escape(act.label)
    key = f' aria-keyshortcuts="{escape(act.key)}"' if act.key else ""
    hint = f' title="{escape(act.hint)}"' if act.hint else ""
    if act.post:
        once = once_field() if act.once else ""
        token = escape(context["csrf_token"])
        return SafeString(
            f'<form method="post" action="{url}" class="inline">'
            f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">{once}'
            f'<button class="{escape(look or "link")}"{key}{hint}>{label}</button></form>'
        )
    sheet = " data-sheet" if act.sheet else ""
    as_looks = f'class="{escape(look)}" ' if look else ""
    return SafeString(f'<a {as_looks}href="{url}"{sheet}{key}{hint}>{label}</a>')


type Beside = Button | Markup | Iterable[Button] | None


@pass_context
def headed(context: Context, title: str, *beside: Beside, id: str = "") -> SafeString:
    """A heading of a part, and what can be done with the part beside it: not inside, where whoever
    goes from heading to heading by ear would hear “Plan Add”. What is None or empty isn't there."""
    name = f' id="{escape(id)}"' if id else ""
    head = f"<h2{name}>{escape(title)}</h2>"
    acts = " ".join(_set(context, one) for one in beside if one)
    return SafeString(f'<div class="headed">{head} {acts}</div>' if acts else head)


def _set(context: Context, one: Button | Markup | Iterable[Button]) -> str:
    if isinstance(one, Button):
        return button(context, one, "link")
    if isinstance(one, str):
        return str(escape(one))
    return " ".join(button(context, act, "link") for act in one)
