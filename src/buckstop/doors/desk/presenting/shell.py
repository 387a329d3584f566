"""What surrounds every page of the desk."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.components.shown.shell import Shell
from buckstop.doors.desk import live, places, table_files
from buckstop.doors.desk.addresses import PERSON, SETTING_UP_STEP
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.reader import Reader
from buckstop.incoming.models import Intake
from buckstop.kit.reading import reading
from buckstop.ledger.models import Following
from buckstop.outbox.models import Delivery
from buckstop.outbox.queries.deliveries import in_trouble
from buckstop.outbox.queries.outages import standstill
from buckstop.outbox.settings import mail_leaves

MOST = 99


def person_url(key: object) -> str:
    """The page of a member of staff."""
    return PERSON.url(key)


def shell(reader: Reader, here: OnDuty, place: str) -> Shell:
    """The top bar of `reader`."""
    groups, unused = places.menu(reader.person, but=() if here.teams else ("teams",))
    return Shell(
        name=reader.person.public_name,
        person_url=person_url(reader.person.pk),
        place=place,
        live_url=live.address(),
        duty_until=here.on_shift.get(reader.person.pk),
        teams=bool(here.teams),
        places=groups,
        unused=unused,
        at_desk=reader.at_desk,
        leads=reader.leads,
        trouble=_trouble() if reader.leads else 0,
        standstill=standing_still(reader) if reader.leads else "",
        mend_url=SETTING_UP_STEP.url("mail-out") if _may_choose_a_relay(reader) else "",
    )


def _may_choose_a_relay(reader: Reader) -> bool:
    """Whether that nobody chose one is why no mail leaves, and `reader` may."""
    return reader.administers and not mail_leaves()


def standing_still(reader: Reader) -> str:
    """`No mail leaves since 10:02 today: the mail relay …`; empty where it does."""
    found = standstill()
    if found is None:
        return ""
    why = _(found.why)
    why = why[:1].lower() + why[1:] if why[1:2].islower() else why
    what = _(found.what)
    if found.since is None:
        return _("No %(what)s leaves: %(why)s") % {"what": what, "why": why}
    said = {"what": what, "since": times.said(reader, found.since), "why": why}
    return _("No %(what)s leaves since %(since)s: %(why)s") % said


def _trouble() -> int:
    """How many mails (also of those that came) and reactions somebody must look at, at most
    MOST."""
    return len(_troubles())


@reading
def _troubles() -> "QuerySet[Delivery, tuple[str]]":
    mails = in_trouble().order_by().values_list(Value("mail"))
    poison = Following.objects.filter(done_at=None, failed_at__isnull=False)
    broken_off = Intake.objects.filter(done_at=None, tries__gt=1)
    both = mails.union(
        poison.order_by().values_list(Value("reaction")),
        broken_off.order_by().values_list(Value("unread")),
        all=True,
    )
    return both[:MOST]


def page(
    request: HttpRequest,
    reader: Reader,
    template: str,
    *,
    place: str = "",
    here: OnDuty | None = None,
    status: int = 200,
    tables_of: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """A page of the desk, in the reader's time. `tables_of`: what the tables that it links to are
    asked for besides what its address says."""
    here = here or who_is_on_duty(reader.now)
    tables = table_files.links(request, reader, tables_of or {})
    top = replace(shell(reader, here, place), tables=tables)
    around = {"shell": top, "now": reader.now, "zone": reader.zone}
    return render(request, template, around | context, status=status)
