"""What is processed here, whose, why, who gets it, how long, and what protects it.

Each line is read from what is set now; only who answers for it, whom one asks, and the legal bases
are filled in by the house.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.auditor.settings import BACKUP_KEYS
from buckstop.configuration.setting import Setting
from buckstop.doors.desk.pages.keeping.data import months_say
from buckstop.identity.queries import directories, providers
from buckstop.identity.settings import NETWORKS, SECOND_STEP
from buckstop.incoming.models import MailAccount
from buckstop.notices.models import Way
from buckstop.outbox.settings import api_access, relay, signer
from buckstop.people.roles import LABELS, Role
from buckstop.retention import queries
from buckstop.retention.settings import (
    BASIS_ANSWERING,
    BASIS_RECORD,
    BASIS_STAFF,
    FIELDS,
)
from buckstop.suppliers.models import Supplier
from buckstop.webhooks.queries import there


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """One purpose: which data of whom, from where, to whom, how long, on which basis."""

    name: str
    whose: str
    kinds: str
    sources: list[str]
    recipients: list[str]
    kept: str
    basis: str


def fields() -> list[tuple[str, str]]:
    """What the house filled in of itself."""
    return [(str(one.label), one.value) for one in FIELDS[:2]]


def missing() -> list[str]:
    """What nobody filled in yet."""
    return [str(one.label) for one in FIELDS if not one.value]


def purposes() -> list[Purpose]:
    """All of them."""
    return [_answering(), _record(), _staff()]


def _answering() -> Purpose:
    return Purpose(
        name=_("Answering customers and putting right what went wrong"),
        whose=_("Customers, those who write for them, and anybody who writes to us."),
        kinds=_(
            "Name, mail address, phone number, organisation, language; what they wrote, with files"
            " and mails as they came; what we wrote; what was promised, done and given to them."
        ),
        sources=[_("They themselves, by mail, form, page or phone."), *_mail_accounts()],
        recipients=[*_relay(), *_suppliers(), *_programs()],
        kept=_kept(),
        basis=_said(BASIS_ANSWERING),
    )


def _record() -> Purpose:
    return Purpose(
        name=_("Proving what was promised and kept"),
        whose=_("Customers, those who write for them, and our staff."),
        kinds=_(
            "Who did what when, by keys and numbers; of what was written only digests, which say"
            " nothing once it is erased."
        ),
        sources=[_("The work at this desk.")],
        recipients=[_("Customers, of what is theirs."), *_programs()],
        kept=_("For as long as the house runs Buckstop."),
        basis=_said(BASIS_RECORD),
    )


def _staff() -> Purpose:
    return Purpose(
        name=_("Letting staff in, and sharing out the work"),
        whose=_("Our staff."),
        kinds=_(
            "Name, mail address, role, teams, shifts and absences, picture; log-ins with the"
            " network they came from; what they took out, and which marked customers they opened."
        ),
        sources=[_("They themselves and our admins."), *_identity()],
        recipients=[*_relay(), *_ways()],
        kept=_("Until they have left and an admin erases who they were."),
        basis=_said(BASIS_STAFF),
    )


def _said(field: Setting[str]) -> str:
    return field.value or _("not filled in yet")


def _kept() -> str:
    rules = queries.rules()
    said = _("After a problem closed: %(long)s") % {"long": months_say(rules.months)}
    count = len(rules.customers) + len(rules.brands)
    held = queries.holds().count()
    more = []
    if count:
        more.append(ngettext("%(n)s exception", "%(n)s exceptions", count) % {"n": count})
    if held:
        more.append(ngettext("%(n)s hold", "%(n)s holds", held) % {"n": held})
    return f"{said} ({', '.join(more)})" if more else said


def _relay() -> Iterator[str]:
    if access := api_access():
        yield _("The provider by whose API mail leaves: %(name)s") % {"name": access.label}
    found = relay()
    if found is not None:
        yield _("The relay by which mail leaves: %(host)s") % {"host": found.host}


def _mail_accounts() -> Iterator[str]:
    rows = MailAccount.objects.filter(ended_at=None).order_by("host", "user", "pk")
    for host in dict.fromkeys(rows.values_list("host", flat=True)):
        yield _("Mail accounts at %(host)s") % {"host": host}


def _suppliers() -> Iterator[str]:
    names = Supplier.objects.filter(ended_at=None).order_by("name", "pk")
    for name in names.values_list("name", flat=True):
        yield _("The supplier %(name)s, of what they are asked") % {"name": name}


def _programs() -> Iterator[str]:
    for one in there():
        told = {"name": one.name, "host": one.host}
        yield _("The program %(name)s at %(host)s, of what happens") % told


def _identity() -> Iterator[str]:
    for one in providers():
        yield _("The log-in provider %(name)s (%(issuer)s)") % {
            "name": one.name,
            "issuer": one.issuer,
        }
    for directory in directories():
        yield _("The directory %(name)s") % {"name": directory.name}


def _ways() -> Iterator[str]:
    rows = Way.objects.filter(removed_at=None).order_by("gateway")
    for gateway in rows.values_list("gateway", flat=True).distinct():
        yield _("The gateway %(name)s, by which staff are told") % {"name": gateway}


def _second_step() -> Iterator[str]:
    """Whose log-in takes more than a password."""
    roles = ", ".join(str(LABELS[Role(one)]) for one in SECOND_STEP.value)
    if roles:
        yield _("A second step at log-in: %(roles)s.") % {"roles": roles}


def protections() -> list[str]:
    """What protects it, as it is set now."""
    found = [
        _("Everything that counts stands in chains of entries; a change made beside them shows."),
        _("Secrets are sealed with a key that isn’t in the database."),
        *_second_step(),
    ]
    if settings.BASE_URL.startswith("https://"):
        found.append(_("Pages are sent encrypted (TLS) only."))
    if NETWORKS.value:
        told = {"networks": ", ".join(NETWORKS.value)}
        found.append(_("The desk opens from %(networks)s only.") % told)
    if BACKUP_KEYS.value:
        found.append(_("Backups are sealed for a key that is kept elsewhere."))
    if signer() is not None:
        found.append(_("Mail is signed (DKIM)."))
    found.append(_("Log-ins, exports and looks at marked customers are on record."))
    return found
