"""Thanks that the reader got and gave; for leaders, what there is to thank for this week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.thanks import Thank
from buckstop.doors.desk.addresses import PROBLEM, THANKS
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.outcomes.models import Thanks
from buckstop.outcomes.queries import thanks_of
from buckstop.outcomes.worth import Answers, Deed, Worth, leaders_answers, to_thank_for

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
    """One thanks: from whom, or to whom, and for which problem."""

    who: str
    text: str
    ref: str
    url: str
    at: datetime
    mine: bool  # the reader gave it


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
    found = _rows(thanks_of(reader.person), reader)
    return page(
        request,
        reader,
        "desk/pages/thanks/page.html",
        place="people",
        got=[one for one in found if not one.mine],
        given=[one for one in found if one.mine],
        worth=[_worth(one) for one in worth[:40]],
        answers=answers,
    )


def _rows(found: Iterable[Thanks], reader: Reader) -> list[ThanksRow]:
    rows = []
    for one in found:
        mine = one.given_by_id == reader.person.pk
        who = one.to if mine else one.given_by
        url = PROBLEM.url(one.problem.number)
        rows.append(ThanksRow(who.public_name, str(one.text), one.problem.ref, url, one.at, mine))
    return rows


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


ROUTES = [route(THANKS.route, thanks, "thanks")]
