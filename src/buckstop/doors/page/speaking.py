"""Who reads the page chooses the language in which it, and our letters, speak to them."""

from django.http import HttpRequest, HttpResponse

from buckstop.doors.page.entering import Visit, doing
from buckstop.doors.page.posting import post
from buckstop.people.actions.language import choose_language


@doing
def language(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One of the languages at the foot; the page speaks it from then on."""

    def choose() -> None:
        chosen = request.POST.get("language", "")
        choose_language(visit.case.contact, chosen, by=visit.actor, at=visit.at)

    return post(request, visit, choose, "")
