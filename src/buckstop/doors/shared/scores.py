"""How suppliers did, in words."""

from dataclasses import dataclass

from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _

from buckstop.services.models import Service
from buckstop.suppliers.rules.scores import Rate, Score
from buckstop.suppliers.scorecard import Card, MonthLine, Times


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A month, or all of them: what stands in its cells; `nothing` where nothing was asked."""

    name: str
    asked: str
    timely: str
    promised: str
    answer: str
    done: str
    moved: str
    missed: str
    waited: str
    nothing: bool = False


def rate(one: Rate) -> str:
    """`11 of 13, 58–96 %`: between which shares it surely lies; empty of none."""
    if one.share is None:
        return ""
    low, high = one.interval
    said = {"n": one.happened, "of": one.of, "low": f"{low * 100:.0f}", "high": f"{high * 100:.0f}"}
    return _("%(n)s of %(of)s, %(low)s–%(high)s %%") % said


def span(minutes: float | None) -> str:
    """`40 min`, `3.5 h`, `2.1 days`; empty of none."""
    if minutes is None:
        return ""
    if minutes < 90:
        return _("%(n)s min") % {"n": f"{minutes:.0f}"}
    if minutes < 48 * 60:
        return _("%(n)s h") % {"n": f"{minutes / 60:.1f}"}
    return _("%(n)s days") % {"n": f"{minutes / 60 / 24:.1f}"}


def rows(card: Card) -> list[ScoreRow]:
    """All twelve months together, then each, the newest first."""
    whole = _row(_("Twelve months"), card.total, card.answer, card.done)
    return [whole, *(_month(line) for line in card.months)]


def of_services(cards: list[tuple[Service, Card]]) -> list[ScoreRow]:
    """Twelve months of each of our services, a row each."""
    return [_row(one.name, card.total, card.answer, card.done) for one, card in cards]


def brief(score: Score) -> str:
    """`14 asks in twelve months; answered in time 11 of 13 (…)`."""
    asks = _("%(n)s asked in twelve months") % {"n": score.asked}
    if not (timely := rate(score.timely)):
        return asks
    return _("%(asks)s; answered in time %(timely)s") % {"asks": asks, "timely": timely}


def _month(line: MonthLine) -> ScoreRow:
    name = dated(line.month, "F Y")
    if line.score is None:
        return ScoreRow(name, "", "", "", "", "", "", "", "", nothing=True)
    return _row(name, line.score, line.answer, line.done)


def _row(name: str, score: Score, answer: Times, done: Times) -> ScoreRow:
    return ScoreRow(
        name,
        str(score.asked),
        rate(score.timely),
        rate(score.as_promised),
        _two(answer),
        _two(done),
        str(score.moved),
        str(score.missed),
        span(score.waited) if score.waited else "",
        nothing=not score.asked,
    )


def _two(times: Times) -> str:
    """The median, and what nine of ten don't exceed."""
    if times.median is None:
        return ""
    return f"{span(times.median)} · {span(times.ninth)}"
