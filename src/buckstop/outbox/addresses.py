"""Which addresses of others this house calls. Whether one is public shows when it does."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused

LONGEST = 2000  # characters of an address


def check_address(address: str) -> str:
    """The address without blanks around it. Refused where nothing of ours goes there."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        host, _port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    allowed = parts.scheme == "https" or (
        parts.scheme == "http" and host in settings.PUSH_PRIVATE_HOSTS
    )
    if not allowed or not host or not address.isprintable() or len(address) > LONGEST:
        raise Refused("bad-address", _("Write an address that begins with https://."), "address")
    if parts.username is not None or parts.fragment:
        said = _("An address has neither a name before @ nor a part after #.")
        raise Refused("bad-address", said, "address")
    return address
