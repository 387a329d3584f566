"""Who changed something last, as its page says it."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.ledger.models import Entry
from buckstop.ledger.transaction import HasChain
from buckstop.people.queries import names


def last(of: HasChain, codes: Iterable[str], reader: Reader) -> str:
    """`Last changed by Ana Ruiz, 10:40 on Tuesday`, from the ledger; empty where nobody did."""
    found = Entry.objects.filter(chain=of.chain_id, code__in=list(codes)).order_by("-number")
    row = found.values_list("actor_id", "at").first()
    if row is None:
        return ""
    told = {"who": who(row[0]), "when": said_time.at(row[1], reader.now, reader.zone)}
    return _("Last changed by %(who)s, %(when)s.") % told


def who(actor: UUID | None) -> str:
    """The name of who acted; the desk itself where nobody did."""
    return names([actor]).get(actor, _("a program")) if actor else _("Buckstop")
