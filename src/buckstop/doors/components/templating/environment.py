"""The environment of every template of ours: what they can say besides Jinja2's own words.

`settings.TEMPLATES` names `environment`. Templates are compiled once in a process, escape what
they print (`.html`; plain texts don't) and fail on a name that nobody gave them.
"""

from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.template import defaultfilters
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined, pass_eval_context, select_autoescape
from jinja2.nodes import EvalContext
from markupsafe import Markup

from buckstop.doors.components.bundles import bundled
from buckstop.doors.components.look import look
from buckstop.doors.components.templating import buttons, sending, times, words
from buckstop.doors.components.templating.whitespace import OneBreak
from buckstop.kit import request_number

FILTERS = {
    **times.FILTERS,
    "button": buttons.button,
    "headed": buttons.headed,
    "linked": words.linked,
    "folded": words.folded,
    "marked": words.marked,
    "with_code": words.with_code,
    "formatted": words.formatted,
    "plain": words.plain,
    # Django's own, which say it otherwise than Jinja2's of the same name or have none there.
    "capfirst": defaultfilters.capfirst,
    "filesizeformat": defaultfilters.filesizeformat,
    "linebreaks": defaultfilters.linebreaks_filter,
    "truncatewords": defaultfilters.truncatewords,
    "urlize": defaultfilters.urlize,
}
FUNCTIONS = {
    "bundled": bundled,
    "look": look,
    "language": translation.get_language,
    "request_number": request_number.current,
    "languages": lambda: settings.LANGUAGES,
    "sending": sending.sending,
    "static": cache(static),
    "route": lambda name, /, **named: reverse(name, kwargs=named),
}


def environment(**options: Any) -> Environment:
    """The environment, from the options of Django's backend."""
    made = Environment(
        **options | {"undefined": StrictUndefined, "autoescape": select_autoescape()},
        extensions=["jinja2.ext.i18n", OneBreak],
    )
    made.filters.update(FILTERS)
    made.globals.update(FUNCTIONS)
    made.policies["ext.i18n.trimmed"] = True  # a sentence may be broken into lines
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    made.globals["_"] = _say
    return made


@pass_eval_context
def _say(context: EvalContext, message: str, /, **values: Any) -> str:
    """`gettext` for `_("…")`, as Jinja2's own says it, in fewer steps: a page has a hundred.

    What stands in a template is markup there already; what is put into it is escaped.
    """
    if not context.autoescape:
        return translation.gettext(message) % values
    if values or "%" in message:
        return Markup(translation.gettext(message)) % values
    return _markup(translation.get_language(), message)


@lru_cache(maxsize=4096)
def _markup(language: str | None, message: str) -> Markup:
    del language
    return Markup(translation.gettext(message))
