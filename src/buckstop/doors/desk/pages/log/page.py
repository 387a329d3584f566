"""The page on which a problem is logged, as it is opened and with what is wrong."""

import re

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.shown.problem import Similar
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.pages.log.known import known
from buckstop.doors.desk.pages.log.whom import chosen_of, fitting, whom_to_write
from buckstop.doors.desk.presenting import problems
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader
from buckstop.problems.models import Problem
from buckstop.problems.queries.similar import similar

_REFERENCE = re.compile(r"(?<!\w)P-?(\d{1,9})(?!\w)", re.I)


def log_page(request: HttpRequest, reader: Reader, form: Plain, log_url: str) -> HttpResponse:
    """The form, with who fits, who was chosen and which open problems are like it."""
    words, typed = str(form["words"].value() or ""), str(form["customer_text"].value() or "")
    chosen = chosen_of(str(form["contact"].value() or ""), typed)
    found = [] if chosen else fitting(typed, reader)
    form.point_at_wrong()
    return page(
        request,
        reader,
        "desk/pages/log/page.html",
        status=422 if form.is_bound else 200,
        form=form,
        log_url=log_url,
        chosen=chosen,
        found=found,
        known=known([chosen] if chosen else found, reader),
        says="" if chosen else whom_to_write(typed, reader),
        typed="" if chosen else typed,  # nobody fits is said of what was looked for alone
        similar=alike_to(words, reader),
    )


def alike_to(words: str, reader: Reader) -> list[Similar]:
    """The problem that is named in what is typed (“they call about P-1042”), and open ones that
    are like it."""
    named = _named(words, reader)
    first = next((line for line in words.splitlines() if line.strip()), "")
    rows = similar(first, actor=reader.actor) if len(first.strip()) > 3 and not named else []
    rows = named + rows
    if not reader.at_desk:
        return problems.alike(rows)
    take = {row.pk: Button(label=_("It’s this one"), url=row.ref, sheet=False) for row in rows}
    return problems.alike(rows, take)


def _named(words: str, reader: Reader) -> list[Problem]:
    """The problems whose references stand in `words`, at most as many as fit."""
    numbers = [int(found[1]) for found in _REFERENCE.finditer(words[:2_000])]
    seen = Problem.objects.visible_to(reader.actor).select_related("owner")
    return list(seen.filter(number__in=numbers[:4]).order_by("number")) if numbers else []
