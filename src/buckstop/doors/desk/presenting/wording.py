"""The words of the wording check: why something is marked, and what is offered."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.conversations.wording.finding import Concern, Finding
from buckstop.doors.components.shown.wording import Found, Offer
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time

_WHY = {
    Concern.LEAK: gettext_noop("That is another customer. Who reads this mustn’t learn of them."),
    Concern.DEFLECTION: gettext_noop("It turns them away instead of helping."),
    Concern.CONTRADICTION: gettext_noop("That is later than what is promised: %(time)s."),
    Concern.VAGUE_TIME: gettext_noop("They can’t tell when that is."),
    Concern.SPOKEN_TIME: gettext_noop("Not a promise of the desk yet: nobody is reminded of it."),
    Concern.NO_APOLOGY: gettext_noop("We missed what we had promised, and haven’t said sorry."),
    Concern.NO_NEXT_STEP: gettext_noop("It doesn’t say what happens next."),
    Concern.WE_FOR_I: gettext_noop("“I” is nearer than “we” where you do it yourself."),
}
_BLAMED = {
    "customer": gettext_noop("It sounds as if it were their fault."),
    "supplier": gettext_noop("It points at a supplier. To the customer, we own it."),
    "colleague": gettext_noop("It points at a colleague. To the customer, we own it together."),
}


def shown(
    finding: Finding, text: str, reader: Reader, *, promises: bool, overruled: bool = False
) -> Found:
    """A finding in `text` as its writer reads it; with `promises` a time can be made one."""
    return Found(
        key=finding.key,
        concern=finding.concern,
        start=_utf16(text[: finding.start]),
        end=_utf16(text[: finding.end]),
        words=finding.words,
        why=_why(finding, reader),
        ideas=list(finding.ideas),
        offers=_offers(finding, reader, promises=promises),
        blocks=finding.blocks,
        overruled=overruled,
    )


def _why(finding: Finding, reader: Reader) -> str:
    why = _BLAMED.get(finding.of) or _WHY[finding.concern]
    time = times.said(reader, finding.against) if finding.against else ""
    return _(why) % {"time": time}


def _offers(finding: Finding, reader: Reader, *, promises: bool) -> list[Offer]:
    made = finding.promise if promises else None
    if made is None:
        return [Offer(label=words, words=words) for words in finding.instead]
    promise = _typed(made, reader)
    if finding.concern is Concern.VAGUE_TIME:
        return [Offer(label=words, words=words, promise=promise) for words in finding.instead]
    said = said_time.by(made, reader.now, reader.zone)
    label = _("Make it a promise: %(by)s") % {"by": said}
    return [Offer(label=label, promise=promise)]


def _typed(at: datetime, reader: Reader) -> str:
    """As a form's field for a day and time holds it."""
    return f"{at.astimezone(reader.zone):%Y-%m-%dT%H:%M}"


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
