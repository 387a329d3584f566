"""An account manager's customers, as their pages list them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.conversations.queries.promised import PromisesTo
from buckstop.doors.desk.addresses import BRIEF, CUSTOMER, PROBLEMS
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.reader import Reader
from buckstop.problems.models.problem import State
from buckstop.relationships.queries import Face
from buckstop.relationships.saying import Say, Saying, to_say
from buckstop.remedies.models import label_of

WORDS = {
    Say.MISSED: gettext_noop("We missed a promise at %(at)s, and nobody has written since: call."),
    Say.MISSED_TOLD: gettext_noop("We missed a promise at %(at)s and wrote since: ask how it is."),
    Say.STOPS: gettext_noop("“%(about)s” stops them; news by %(at)s."),
    Say.OPEN: gettext_noop("“%(about)s” is open; news by %(at)s."),
    Say.ASKED: gettext_noop("We asked whether “%(about)s” is solved."),
    Say.GIVEN: gettext_noop("We made it right (%(about)s) at %(at)s: ask whether it arrived."),
    Say.SOLVED: gettext_noop("“%(about)s” was solved at %(at)s: ask whether it stays so."),
    Say.SILENT: gettext_noop("Nobody of us has written since %(at)s: ask how they are."),
    Say.NOTHING: gettext_noop("Nothing that they wait for."),
}


@dataclass(frozen=True, slots=True)
class FaceRow:
    """One customer: `open_url` lists what is open; `heard_at`: a person of ours wrote last."""

    name: str
    url: str
    brief_url: str
    open: int
    open_url: str
    next_news: datetime | None
    promises: PromisesTo
    heard_at: datetime | None
    say: str
    pressing: bool


def row(face: Face, reader: Reader) -> FaceRow:
    """As a line of the list."""
    first = to_say(face.known, reader.now)[0]
    return FaceRow(
        name=face.name,
        url=CUSTOMER.url(face.key),
        brief_url=BRIEF.url(face.key),
        open=face.open,
        open_url=PROBLEMS.url(customer=face.key, state=State.OPEN),
        next_news=face.next_news,
        promises=face.promises,
        heard_at=face.known.heard_at,
        say=sentence(first, reader),
        pressing=first.say in (Say.MISSED, Say.STOPS),
    )


def sentence(one: Saying, reader: Reader) -> str:
    """What to say, in words."""
    about = one.about
    if one.say is Say.GIVEN:
        about = label_of(about).lower()
    if one.at is None and one.say is Say.OPEN:
        return _("“%(about)s” is open.") % {"about": about}
    said = times.said(reader, one.at) if one.at else ""
    return _(WORDS[one.say]) % {"about": about, "at": said}
