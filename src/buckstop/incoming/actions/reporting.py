"""A form or another tool sends customers' problems: each becomes a case that somebody owns."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.conversations.models.message import Channel
from buckstop.incoming.actions.written import Writer, open_written
from buckstop.incoming.models import Report
from buckstop.incoming.reported import Reported, read_reports
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Customer, Person
from buckstop.people.rules import check_name
from buckstop.problems.models.case import CaseHow
from buckstop.signals.actions.receiving import let_it_be_owned
from buckstop.signals.actions.sources import begin_source
from buckstop.signals.models import Arrival, Source
from buckstop.signals.tools.signal import CASES, Unfit


def add_case_source(
    *, name: str, mapping: Mapping[str, str], owner: Person, by: Actor, at: datetime
) -> tuple[Source, str]:
    """One more form or tool that sends customers' problems; `owner` has what doesn't fit. Returns
    its secret too, which is kept nowhere."""
    name = check_name(name, _("Say what the source is called."))
    said = {way: value.strip() for way, value in mapping.items() if value.strip()}
    return begin_source(
        kind=CASES, name=name, said=f"{name}\n{said}", owner=owner, mapping=said, by=by, at=at
    )


def tried_reports(sample: str, mapping: Mapping[str, str]) -> list[Reported]:
    """What a pasted message would become. Refused where it doesn't fit."""
    try:
        return read_reports(sample.encode(errors="replace"), mapping)
    except Unfit as unfit:
        raise Refused("unfit", str(unfit), "sample") from None


def take_reports(source: Source, at: datetime, limit: int) -> int:
    """Read what waits of a source, each in a transaction of its own; returns how many it took."""
    waiting = Arrival.objects.filter(source=source, done_at=None).order_by("pk")[:limit]
    return sum(_take(source, arrival, at) for arrival in list(waiting))


def _take(source: Source, arrival: Arrival, at: datetime) -> bool:
    """Open what it says; what doesn't fit stays whole, and is somebody's."""
    try:
        with acting(source, by=DESK, at=at, skip_locked=True) as act:
            if not act.holds(source):  # another worker reads it now
                return False
            if act.lock(arrival).done_at is not None:
                return False
            for one in read_reports(bytes(arrival.body), source.mapping):
                _open(act, source, one)
            act.change(arrival, done_at=act.at, wrong="")
            act.change(act.lock(source), last_at=arrival.received_at)
        return True
    except (Unfit, Refused) as unfit:
        wrong = unfit.sentence if isinstance(unfit, Refused) else str(unfit)
    with acting(source, by=DESK, at=at) as act:
        act.change(act.lock(arrival), done_at=act.at, wrong=wrong[:300])
        source = act.lock(source)
        act.change(source, last_at=arrival.received_at)
        let_it_be_owned(act, source)
    return True


def _open(act: Act, source: Source, one: Reported) -> None:
    """A case of a problem of its own, unless it came before."""
    print_ = hashlib.sha256(one.identity.encode(errors="replace")).hexdigest()
    act.flush()
    if Report.objects.filter(source=source, fingerprint=print_).exists():
        return
    customer = _customer(one.customer)
    remarks = [_("It came from %(source)s, which says who wrote it.") % {"source": source.name}]
    if one.customer and customer is None:
        said = _("It names the customer “%(name)s”, whom we don’t know.")
        remarks.append(said % {"name": one.customer})
    case = open_written(
        Writer(one.name, one.email, one.phone, customer),
        text=one.text,
        title=one.title,
        how=CaseHow.API,
        channel=Channel.API,
        remarks=" ".join(remarks),
        by=DESK,
        at=act.at,
    )
    act.add(Report(source=source, fingerprint=print_, case=case, at=act.at))


def _customer(name: str) -> Customer | None:
    """The one customer of that name."""
    if not name:
        return None
    there = Customer.objects.filter(name__iexact=name, merged_into=None, erased_at=None)
    found = list(there.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
