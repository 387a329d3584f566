"""What falls due while the reader is off duty, as its page lists it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.many import OfferMany
from buckstop.doors.desk.acts.of_many import CHOSEN
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.presenting.problems import address
from buckstop.doors.desk.reader import Reader
from buckstop.people.queries import staff
from buckstop.problems.commitments import kind
from buckstop.problems.models import Commitment
from buckstop.problems.queries.going import Going
from buckstop.problems.rules.climbing import watch


@dataclass(frozen=True, slots=True)
class DueMeanwhile:
    """One thing: where it is, what is owed by when, who has the watch as the shift ends."""

    ref: str
    url: str
    title: str
    due: datetime
    watch: str
    buttons: list[Button]


def rows(found: Going, reader: Reader) -> list[DueMeanwhile]:
    """Each, by its time."""
    then, names = who_is_on_duty(found.ends), dict(staff().values_list("pk", "public_name"))
    listed = []
    for row in found.owed:
        spot = Spot.WORK_NEWS if kind.of(row).is_news else Spot.WORK_OWED
        stands_in = watch(then, row.problem.team_id, row.problem.owner_id)
        listed.append(
            DueMeanwhile(
                ref=row.problem.ref,
                url=address(row.problem),
                title=_title(row),
                due=row.due,
                watch=names[stands_in],
                buttons=buttons(spot, Subject(reader=reader, problem=row.problem, row=row)),
            )
        )
    return listed


def _title(row: Commitment) -> str:
    if row.what is None:
        return row.problem.title
    what = (str(row.what).splitlines() or [""])[0][:140]
    return _("%(what)s, on “%(title)s”") % {"what": what, "title": row.problem.title}


def offer_all(found: Going, reader: Reader) -> str:
    """The sheet on which all of the reader's own problems among these are offered to one person;
    empty where there is at most one."""
    own = {row.problem.number for row in found.owed if row.problem.owner_id == reader.person.pk}
    if len(own) < 2:
        return ""
    return OfferMany.sheet_url() + "?" + "&".join(f"{CHOSEN}={number}" for number in sorted(own))
