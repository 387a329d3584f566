"""What prevents a cause, as its page says it: who owes it, since when it is watched, what is known.

No figure stands alone: each has its interval, and what it is compared with.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.prevention.models import News, Prevention, Told
from buckstop.prevention.queries import Known, preventions_of
from buckstop.prevention.queries import known as known_of
from buckstop.prevention.queries.rates import DAY, quiet_without, watch_of
from buckstop.prevention.queries.taken import taken_since
from buckstop.prevention.rules.rates import ratio, ratio_interval
from buckstop.prevention.rules.watching import Verdict, Watch
from buckstop.problems.models.commitment import CommitmentState

VERDICT_LOOKS = {Verdict.HELD: "when-kept", Verdict.NOT_HELD: "when-missed"}


@dataclass(frozen=True, slots=True)
class PreventionShown:
    """One prevention; `says` are sentences on how it stands, `verdict` in words, with its look."""

    what: str
    shows: str
    size: str
    says: list[str]
    verdict: str
    look: str
    acts: list[Button]


def preventions(known: Known, reader: Reader) -> list[PreventionShown]:
    """What is owed first, then the newest."""
    return [_shown(row, reader) for row in preventions_of(known.family)]


def _shown(row: Prevention, reader: Reader) -> PreventionShown:
    in_force = row.in_force_at is not None
    verdict = Verdict(row.verdict or Verdict.EARLY)
    return PreventionShown(
        what=str(row.what),
        shows=str(row.shows),
        size=str(row.get_size_display()),
        says=_watched(row, reader) if in_force else [_owed(row, reader)],
        verdict=_verdict(verdict) if in_force else "",
        look=VERDICT_LOOKS.get(verdict, ""),
        acts=buttons(Spot.PREVENTION, Subject(reader=reader, row=row)),
    )


def _verdict(verdict: Verdict) -> str:
    return {
        Verdict.EARLY: _("Too early to say"),
        Verdict.HELD: _("Held"),
        Verdict.NOT_HELD: _("Not held"),
    }[verdict]


def _owed(row: Prevention, reader: Reader) -> str:
    said = {"who": row.debtor.public_name, "at": times.said(reader, row.due), "why": row.answer}
    if row.state == CommitmentState.DECLINED:
        return _("%(who)s said no: %(why)s") % said
    if row.state == CommitmentState.WITHDRAWN:
        return _("Withdrawn: %(why)s") % said
    if row.missed_at is not None:
        return _("%(who)s owes it by %(at)s; it was missed before.") % said
    if row.state == CommitmentState.PROMISED:
        return _("%(who)s promised it by %(at)s.") % said
    return _("%(who)s is asked for it by %(at)s.") % said


def _watched(row: Prevention, reader: Reader) -> list[str]:
    assert row.in_force_at is not None
    assert row.watch_until is not None
    until = row.verdict_at or reader.now
    watch = watch_of(row, until)
    found = [_since(row, reader), _came(row, watch, until)]
    if share := _share(watch):
        found.append(share)
    found += [_compared(until - row.in_force_at, reader.now), _assumed(row, until), _told(row)]
    return [one for one in found if one]


def _since(row: Prevention, reader: Reader) -> str:
    assert row.in_force_at is not None
    assert row.watch_until is not None
    said = {
        "who": row.debtor.public_name,
        "at": said_time.day(row.in_force_at, reader.now, reader.zone),
        "until": said_time.date(row.watch_until.astimezone(reader.zone)),
        "weeks": weeks(row.watch_until - row.in_force_at),
    }
    if row.before_came < 1:
        return (
            _(
                "%(who)s put it in force %(at)s. It happened too seldom before to have a rate to"
                " compare with; it is watched until %(until)s."
            )
            % said
        )
    if row.verdict:
        return _("%(who)s put it in force %(at)s; %(weeks)s were to show it.") % said
    return (
        _(
            "%(who)s put it in force %(at)s. %(weeks)s without it, until %(until)s, to be 90 %%"
            " sure that it has at least halved."
        )
        % said
    )


def weeks(span: timedelta) -> str:
    """`8 weeks`."""
    n = max(1, round(span / timedelta(weeks=1)))
    return ngettext("%(n)d week", "%(n)d weeks", n) % {"n": n}


def _came(row: Prevention, watch: Watch, until: datetime) -> str:
    assert row.in_force_at is not None
    after = ngettext("It came once in %(days)s since", "It came %(n)d times in %(days)s since",
                     watch.after.came)  # fmt: skip
    if watch.after.came == 0:
        after = _("It hasn’t come back in %(days)s")
    said = after % {"n": watch.after.came, "days": _days((until - row.in_force_at) / DAY)}
    if row.before_came < 1:
        return f"{said}."
    before = ngettext("once before", "%(n)d times before", row.before_came)
    whole = _("%(after)s; %(before)s in %(days)s.")
    exposure = row.before_exposure
    days = _days(exposure) if not row.per_customer else ngettext(
        "%(n)d day of a customer who uses it", "%(n)d days of customers who use it", round(exposure)
    ) % {"n": round(exposure)}  # fmt: skip
    return whole % {"after": said, "before": before % {"n": row.before_came}, "days": days}


def _days(days: float) -> str:
    n = max(1, round(days))
    return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}


def _share(watch: Watch) -> str:
    """`That is 0.4 times as often (90 % sure: between 0.1 and 1.2 times).`"""
    share = ratio(watch.before, watch.after)
    if share is None:
        return ""
    low, high = ratio_interval(watch.before, watch.after)
    said = {"share": f"{share:.1f}", "low": f"{low:.1f}", "high": f"{high:.1f}"}
    if high == inf:
        return ""
    if watch.after.came == 0:
        return _("That is at most %(high)s times as often as before (90 %% sure).") % said
    return (
        _(
            "That is %(share)s times as often as before"
            " (90 %% sure: between %(low)s and %(high)s times)."
        )
        % said
    )


def _compared(span: timedelta, at: datetime) -> str:
    quiet, every = quiet_without(span / DAY, at)
    if not every:
        return ""
    said = ngettext(
        "Of %(every)d cause without a prevention, %(quiet)d stayed away in such a time too.",
        "Of %(every)d causes without a prevention, %(quiet)d stayed away in such a time too.",
        every,
    )
    return said % {"quiet": quiet, "every": every}


def _assumed(row: Prevention, until: datetime) -> str:
    """What the decision went by, and what became of it; nothing in the first month."""
    assert row.in_force_at is not None
    if not row.assumed_hours or until - row.in_force_at < timedelta(days=30):
        return ""
    said = {
        "before": round(row.assumed_hours),
        "now": round(taken_since(known_of(row.cause), row.in_force_at, until)),
    }
    return (
        _("It cost customers %(before)d hours a month when it was decided, %(now)d since.") % said
    )


def _told(row: Prevention) -> str:
    news = dict(Told.objects.filter(prevention=row).values_list("news").annotate(n=Count("pk")))
    found = []
    if changed := news.get(News.CHANGED):
        said = ngettext("%(n)d customer was told", "%(n)d customers were told", changed)
        found.append(said % {"n": changed})
    if held := news.get(News.HELD):
        said = ngettext("%(n)d heard that it held", "%(n)d heard that it held", held)
        found.append(said % {"n": held})
    return f"{', '.join(found)}." if found else ""
