"""The gateways that a message of ours may go to, by the scheme of their address.

Others are refused: apprise knows some that read files, run programs or speak to this machine.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused

BY_PUSH = "push"
"""The channel that takes messages to them, as deliveries name it."""
LONGEST = 1000  # characters of an address
READS_FILES = re.compile("template|attach|file|config", re.IGNORECASE)
"""Options of gateways that name files or pages which this machine would read for them."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """A service that passes messages on; one that is `loud` rings or costs something each time."""

    label: str
    loud: bool = False


GATEWAYS = {
    "discord": Gateway("Discord"),
    "gchat": Gateway("Google Chat"),
    "gotify": Gateway("Gotify"),
    "gotifys": Gateway("Gotify"),
    "json": Gateway("JSON"),
    "jsons": Gateway("JSON"),
    "matrixs": Gateway("Matrix"),
    "mmost": Gateway("Mattermost"),
    "mmosts": Gateway("Mattermost"),
    "msgbird": Gateway("MessageBird", loud=True),
    "ntfy": Gateway("ntfy"),
    "ntfys": Gateway("ntfy"),
    "pbul": Gateway("Pushbullet"),
    "pover": Gateway("Pushover"),
    "rockets": Gateway("Rocket.Chat"),
    "sinch": Gateway("Sinch", loud=True),
    "slack": Gateway("Slack"),
    "tgram": Gateway("Telegram"),
    "twilio": Gateway("Twilio", loud=True),
    "vonage": Gateway("Vonage", loud=True),
    "workflows": Gateway("Teams"),
    "wxteams": Gateway("Webex"),
}


def allowed() -> dict[str, Gateway]:
    """The gateways that this house lets its people use."""
    chosen = settings.PUSH_SCHEMES
    return {key: one for key, one in GATEWAYS.items() if not chosen or key in chosen}


def scheme_of(address: str) -> str:
    """What stands before the colon."""
    return address.partition(":")[0].strip().lower()


def check_gateway(address: str) -> str:
    """The address without blanks around it; raises Refused where no message of ours goes there.

    Whether it can be reached, and isn't private, shows when something is sent.
    """
    address = address.strip()
    if scheme_of(address) not in allowed():
        known = ", ".join(f"{key}://" for key in allowed())
        sentence = _("It must begin with one of these: %(known)s.") % {"known": known}
        raise Refused("not-allowed", sentence, "address")
    if len(address) > LONGEST or not address.isprintable():
        raise Refused("unreadable", _("This address can't be read."), "address")
    options = [name for name, _value in parse_qsl(urlsplit(address).query, keep_blank_values=True)]
    if named := next((name for name in options if READS_FILES.search(name)), ""):
        sentence = _("The option “%(name)s” isn't used here.") % {"name": named}
        raise Refused("not-allowed", sentence, "address")
    return address
