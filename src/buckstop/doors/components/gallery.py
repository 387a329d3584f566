"""Every page in every state, at /components/: for the demo, for developers and for the tests."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from buckstop.doors.components.examples import lists, log, mail, page, people, problem, sheets, work
from buckstop.doors.components.examples.cast import Example

EXAMPLES: dict[str, Example] = {
    example.name: example
    for module in (work, problem, lists, people, log, sheets, page, mail)
    for example in module.EXAMPLES
}


def _open() -> None:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of examples."""
    _open()
    return render(request, "components/gallery.html", {"names": list(EXAMPLES)})


@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """One example as the real page."""
    _open()
    if name not in EXAMPLES:
        raise Http404
    example = EXAMPLES[name]
    return render(request, example.template, example.context)


urlpatterns = [path("", index), path("<slug:name>/", show, name="components-example")]
