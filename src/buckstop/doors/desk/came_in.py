"""Log-ins on record: how somebody came in, from where; and whom too many tries held back."""

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from buckstop.doors.desk.networks import address_of
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.kit import clock
from buckstop.oversight.actions.coming import note_hold, note_log_in
from buckstop.people import log_ins
from buckstop.people.models import Person

NOTED = Limit("holds-on-record", most=60, seconds=3600)
"""However many guess, from wherever: they can't fill the record."""


def on_record(request: HttpRequest, person: Person, how: str = "") -> None:
    """Somebody is in, with what the session says of it where nothing is said."""
    place = network(address_of(request))
    note_log_in(person, how=how or _how(request, person), place=place, at=clock.now())


def _how(request: HttpRequest, person: Person) -> str:
    if request.session.get(log_ins.BY):
        return "provider"
    records = get_authentication_records(request, person)
    methods = {record["method"] for record in records}
    keys = {record.get("type") for record in records if record["method"] == "mfa"}
    if "password" not in methods:
        return "passkey" if "webauthn" in keys else "link"
    if not keys:
        return "password"
    return "two-keys" if "webauthn" in keys else "code"


def held(request: HttpRequest, email: str, limit: Limit, who: str, of: str) -> None:
    """That `who` is held back by `limit`: once for each time that it begins."""
    at = clock.now()
    once = Limit(f"on-record-{limit.name}", most=1, seconds=limit.seconds)
    if wait(once, who, at) or wait(NOTED, "all", at):
        return
    person = Person.objects.filter(email=email).first()
    note_hold(person, of=of, place=network(address_of(request)), at=at)
