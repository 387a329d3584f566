"""The gateways that a message of ours may go to, by the scheme of their address.

Others are refused: apprise knows some that read files, run programs or speak to this machine.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from buckstop.chat_tools import tool_of, tools
from buckstop.chat_tools.tool import Tool
from buckstop.ledger.refused import Refused
from buckstop.outbox.addresses import check_address

BY_PUSH = "push"
"""The channel that takes messages to them, as deliveries name it."""
LONGEST = 1000  # characters of an address
WEBHOOK = "-webhook"
"""Stands behind the code of a chat tool where it is told by an incoming webhook of its own."""
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
    **{f"{tool.code}{WEBHOOK}": Gateway(tool.label) for tool in tools()},
}


def allowed() -> dict[str, Gateway]:
    """The gateways that this house lets its people use."""
    chosen = settings.PUSH_SCHEMES
    return {key: one for key, one in GATEWAYS.items() if not chosen or key in chosen}


def schemes() -> str:
    """What an address may begin with, as it is said to people."""
    return ", ".join(f"{key}://" for key in allowed() if not key.endswith(WEBHOOK))


def scheme_of(address: str) -> str:
    """What stands before the colon."""
    return address.partition(":")[0].strip().lower()


def gateway_of(address: str) -> str:
    """The gateway of an address: its scheme, or the chat tool whose webhook it is."""
    tool = webhook_of(address)
    return f"{tool.code}{WEBHOOK}" if tool else scheme_of(address)


def webhook_of(address: str) -> type[Tool] | None:
    """The chat tool whose incoming webhook has this address; None where it is another gateway."""
    return tool_of(address) if scheme_of(address) in ("https", "http") else None


def check_gateway(address: str) -> str:
    """The address without blanks around it; raises Refused where no message of ours goes there.

    Whether it can be reached, and isn't private, shows when something is sent.
    """
    address = address.strip()
    if scheme_of(address) in ("https", "http"):
        return _check_webhook(address)
    if scheme_of(address) not in allowed():
        sentence = _("It must begin with one of these: %(known)s.") % {"known": schemes()}
        raise Refused("not-allowed", sentence, "address")
    if len(address) > LONGEST or not address.isprintable():
        raise Refused("unreadable", _("This address can't be read."), "address")
    options = [name for name, _value in parse_qsl(urlsplit(address).query, keep_blank_values=True)]
    if named := next((name for name in options if READS_FILES.search(name)), ""):
        sentence = _("The option “%(name)s” isn't used here.") % {"name": named}
        raise Refused("not-allowed", sentence, "address")
    return address


def _check_webhook(address: str) -> str:
    address = check_address(address)
    if gateway_of(address) not in allowed():
        sentence = _(
            "That is no address of an incoming webhook of Slack, Microsoft Teams or Mattermost."
        )
        raise Refused("not-allowed", sentence, "address")
    return address
