"""The page on which a problem is logged, as it is opened and with what is wrong."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.shown.problem import Similar
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.pages.log.whom import chosen_of, fitting, whom_to_write
from buckstop.doors.desk.presenting import problems
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader
from buckstop.problems.queries.similar import similar


def log_page(request: HttpRequest, reader: Reader, form: Plain, log_url: str) -> HttpResponse:
    """The form, with who fits, who was chosen and which open problems are like it."""
    words, typed = str(form["words"].value() or ""), str(form["customer_text"].value() or "")
    chosen = chosen_of(str(form["contact"].value() or ""), typed)
    return page(
        request,
        reader,
        "desk/pages/log/page.html",
        status=422 if form.is_bound else 200,
        form=form,
        log_url=log_url,
        chosen=chosen,
        found=[] if chosen else fitting(typed, reader),
        says=whom_to_write(typed, reader),
        typed=typed,
        similar=alike_to(words, reader),
    )


def alike_to(words: str, reader: Reader) -> list[Similar]:
    """Open problems like what is typed."""
    first = next((line for line in words.splitlines() if line.strip()), "")
    if len(first.strip()) < 4:
        return []
    rows = similar(first, actor=reader.actor)
    if not reader.at_desk:
        return problems.alike(rows)
    take = {row.pk: Button(label=_("It’s this one"), url=row.ref, sheet=False) for row in rows}
    return problems.alike(rows, take)
