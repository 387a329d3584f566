"""What we look at ourselves, and series of numbers, come as sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.outbox.addresses import check_address
from buckstop.people.models import Person
from buckstop.people.rules import check_name
from buckstop.services.models import Service
from buckstop.signals.actions.sources import begin_source
from buckstop.signals.detectors.alarms import Often
from buckstop.signals.models import Source
from buckstop.signals.probes import Check, Look, host_and_port
from buckstop.signals.tools.signal import CHECK, PROMETHEUS, SERIES


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where Prometheus is, what it is asked, every so many minutes."""

    address: str
    query: str
    every: int = 5


def add_series(
    *,
    name: str,
    owner: Person,
    by: Actor,
    at: datetime,
    often: Often = Often.MONTH,
    fetched: Fetched | None = None,
    service: Service | None = None,
) -> tuple[Source, str]:
    """A series of numbers whose rows are sent to us, or that we fetch (`fetched`); about so many
    false alarms are borne. Returns its secret too, which is kept nowhere."""
    said = {"often": often.value}
    if fetched is not None:
        said |= {"address": check_address(fetched.address), "query": fetched.query.strip()}
        if not said["query"]:
            raise Refused("no-query", _("Write the query."), "query")
    kind = SERIES if fetched is None else PROMETHEUS
    return _add_watched(
        kind, name, said, fetched.every if fetched else None, owner=owner, service=service, by=by,
        at=at,
    )  # fmt: skip


def add_check(
    *,
    name: str,
    check: Check,
    every: int,
    owner: Person,
    by: Actor,
    at: datetime,
    service: Service | None = None,
) -> Source:
    """Look at something ourselves, every so many minutes."""
    address = _checked(check)
    said = {"look": check.look.value, "address": address, "expects": check.expects.strip()}
    source, _secret = _add_watched(
        CHECK, name, said, every, owner=owner, service=service, by=by, at=at
    )
    return source


def _checked(check: Check) -> str:
    if check.look == Look.HTTP:
        return check_address(check.address)
    address = check.address.strip()
    try:
        host, _port = host_and_port(address, 443 if check.look in (Look.TLS, Look.DNS) else 0)
    except ValueError:
        host = ""
    if not host or (check.look == Look.DNS and host != address.lower()):
        said = _("Write a name, such as mail.example.com; for a port, mail.example.com:25.")
        raise Refused("bad-address", said, "address")
    return address


def _add_watched(
    kind: str,
    name: str,
    said: Mapping[str, str],
    every: int | None,
    *,
    owner: Person,
    service: Service | None,
    by: Actor,
    at: datetime,
) -> tuple[Source, str]:
    name = check_name(name, _("Say what it is called."))
    if every is not None and every < 1:
        raise Refused("bad-minutes", _("Write how often, in minutes."), "every")
    return begin_source(
        kind=kind,
        name=name,
        said=f"{name}\n{said}",
        owner=owner,
        service=service,
        mapping=dict(said),
        every=every,
        next_at=None if every is None else at,
        by=by,
        at=at,
    )
