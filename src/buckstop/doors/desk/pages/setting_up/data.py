"""The pages of setting up: the list, and a step."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from buckstop.configuration.setting import of_group
from buckstop.doors.components.forms.settings import SettingsForm
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader
from buckstop.doors.desk.setting_up import register as steps
from buckstop.doors.desk.setting_up.step import STEPS, Step
from buckstop.people.actions.staff import make_log_in_link
from buckstop.people.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    """A step in the list of all."""

    title: str
    url: str
    done: bool
    dismissed: bool
    current: bool = False


def found(name: str) -> type[Step]:
    """The step of that name, or 404."""
    if name not in STEPS:
        raise Http404
    return STEPS[name]


def lines(current: type[Step] | None = None) -> list[Line]:
    """All steps in their order."""
    done = steps.done()
    return [
        Line(str(one.title), one.url(), one.name in done, steps.is_dismissed(one), one is current)
        for one in steps.in_order()
    ]


def step_page(
    request: HttpRequest, reader: Reader, step: type[Step], *, form: Any = None, **more: Any
) -> HttpResponse:
    """A step's page; `form` is what was filled in and refused, in place of a fresh one."""
    group = step.group
    fresh = SettingsForm(settings=of_group(group)) if group else step.form()
    following = steps.after(step)
    shown = step.shown(reader) | {"links": []} | more
    return page(
        request,
        reader,
        "desk/pages/setting_up/step.html",
        place="house",
        status=422 if form is not None and form.is_bound else 200,
        step=step,
        lines=lines(step),
        form=form if form is not None else fresh,
        following=following,
        dismiss=button(Spot.STEP_OF_SET_UP, Subject(reader=reader, row=step)),
        **shown,
    )


def log_in_links(people: Iterable[Person], reader: Reader) -> list[tuple[str, str]]:
    """A fresh link for each, to be handed over."""
    return [(person.name, _link(person, reader)) for person in people]


def _link(person: Person, reader: Reader) -> str:
    secret = make_log_in_link(person, by=reader.actor, at=reader.now)
    return f"{settings.BASE_URL}{reverse('enter', args=[secret])}"
