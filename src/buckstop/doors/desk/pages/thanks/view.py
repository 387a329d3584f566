"""Thanks that the reader got, gave and was shown; for leaders, what there is to thank for."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_safe

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.acts.thanks import Thank
from buckstop.doors.desk.addresses import PROBLEM, THANKS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.outcomes.models import Thanks
from buckstop.outcomes.queries import thanks_of
from buckstop.outcomes.worth import Answers, Deed, Worth, leaders_answers, to_thank_for
from buckstop.people.models import Person

WORDS = {
    Deed.ASKED_EARLY: gettext_noop("%(who)s asked for help early, and it helped."),
    Deed.RAISED: gettext_noop("%(who)s raised it, and didn’t have to."),
    Deed.FOUND: gettext_noop("%(who)s noticed it before the customer said it."),
    Deed.TOOK: gettext_noop("%(who)s took it when it was hardest."),
    Deed.NIGHT: gettext_noop("%(who)s kept a promise through the night."),
    Deed.HELD: gettext_noop("%(who)s changed something, and it hasn’t come back since."),
    Deed.BRIEF: gettext_noop("%(who)s handed it on so well that nobody had to ask again."),
}


@dataclass(frozen=True, slots=True)
class ThanksRow:
    """One thanks: from whom, or to whom, for which problem; who else was shown it."""

    who: str
    text: str
    ref: str
    url: str
    at: datetime
    shown: str
    acts: list[Button]


@dataclass(frozen=True, slots=True)
class WorthRow:
    """One thing to thank for, and the sheet that does."""

    said: str
    ref: str
    title: str
    url: str
    at: datetime
    thank_url: str


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Nobody reads another's; what there is to thank for ranks nobody."""
    reader = reader_of(request)
    worth: list[Worth] = []
    answers: Answers | None = None
    if reader.leads:
        worth = to_thank_for(reader.person, at=reader.now, zone=reader.zone)
        answers = leaders_answers(reader.now)
    me, found = reader.person.pk, thanks_of(reader.person)
    return page(
        request,
        reader,
        "desk/pages/thanks/page.html",
        place="people",
        got=[_row(one, one.given_by, reader) for one in found if one.to_id == me],
        given=[_row(one, one.to, reader) for one in found if one.given_by_id == me],
        seen=[_seen(one, reader) for one in found if one.shown_to_id == me],
        worth=[_worth(one) for one in worth[:40]],
        answers=answers,
    )


def _row(one: Thanks, who: Person, reader: Reader, said: str = "") -> ThanksRow:
    shown = one.shown_to.public_name if one.shown_to and one.to_id == reader.person.pk else ""
    acts = buttons(Spot.THANKS, Subject(reader=reader, row=one))
    url, name = PROBLEM.url(one.problem.number), said or who.public_name
    return ThanksRow(name, str(one.text), one.problem.ref, url, one.at, shown, acts)


def _seen(one: Thanks, reader: Reader) -> ThanksRow:
    """What who was thanked showed the reader."""
    names = {"who": one.given_by.public_name, "to": one.to.public_name}
    return _row(one, one.to, reader, _("%(who)s to %(to)s") % names)


def _worth(one: Worth) -> WorthRow:
    number = one.problem.number
    return WorthRow(
        said=_(WORDS[one.deed]) % {"who": one.person.public_name},
        ref=one.problem.ref,
        title=one.problem.title,
        url=PROBLEM.url(number),
        at=one.at,
        thank_url=Thank.sheet_url(number, to=one.person.pk),
    )


PLACE = Place(
    label=gettext_lazy("Thanks"),
    group=Group.LEARNING,
    by=Thanks,
    says=gettext_lazy("Thanks for a problem, from a person to a person."),
)
ROUTES = [in_menu(route(THANKS.route, thanks, "thanks", Who.ANYBODY), PLACE)]
