"""What an organisation chooses about its mail: the desk's addresses, and by whom mail leaves."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from buckstop.configuration.group import Chapter, Group
from buckstop.configuration.kinds import Choice, LongSecret, Number, Secret, Switch, Text
from buckstop.configuration.setting import Setting
from buckstop.kit import oauth
from buckstop.kit.addresses import normal
from buckstop.ledger.refused import Refused
from buckstop.outbox.channels.smtp.signing import Signer
from buckstop.outbox.providers.access import ApiAccess
from buckstop.outbox.providers.known import BY_API, EUROPE
from buckstop.outbox.relay_address import RelayAddress

type Part = Callable[[RelayAddress], str]


class Addresses(Setting[tuple[str, ...]]):
    """Mail addresses, the first of which is the usual one."""

    def read(self, text: str) -> tuple[str, ...]:
        written = [one for one in text.replace(",", " ").replace(";", " ").split() if one]
        for address in written:
            if not normal(address):
                raise Refused(
                    "address",
                    gettext("“%(address)s” is no mail address.") % {"address": address[:80]},
                    self.name,
                )
        if not written:
            raise Refused("address", gettext("Write at least one mail address."), self.name)
        return tuple(dict.fromkeys(normal(address) for address in written))

    def write(self, value: tuple[str, ...]) -> str:
        return ", ".join(value)


class OfRelay(Setting[Any]):
    """A part of the relay, which BUCKSTOP_RELAY may give as a whole, as smtp://user@host:port."""

    def __init__(self, name: str, *, part: Part, **says: Any) -> None:
        super().__init__(name, group=MAIL_OUT, environment="BUCKSTOP_RELAY", **says)
        self._part = part

    def part_given(self, whole: str) -> str:
        try:
            return self._part(RelayAddress.from_url(whole))
        except ValueError as wrong:
            raise Refused("relay", str(wrong), self.name) from wrong


class RelayHost(OfRelay, Text):
    """A machine's name."""

    def read(self, text: str) -> str:
        said = super().read(text).lower()
        if any(sign in said for sign in "/@ :") and not said.startswith("["):
            raise Refused(
                "host", gettext("Write only its name, such as mail.example.org."), self.name
            )
        return said


class RelayLine(OfRelay, Text):
    """A line of text."""


class RelaySecret(OfRelay, Secret):
    """A password."""


class ApiKey(Secret):
    """A key of a provider's: some are a thousand letters long."""

    longest = 5000


class RelayNumber(OfRelay, Number):
    """A port."""


class RelayChoice(OfRelay, Choice):
    """How it is spoken with."""


class RelaySwitch(OfRelay, Switch):
    """What it can't do."""


MAIL_IN = Group(
    "mail-in",
    label=_("Mail in"),
    says=_("The addresses to which customers write. Your mail server delivers them to the desk."),
    rank=20,
    chapter=Chapter.WAYS,
)
MAIL_OUT = Group(
    "mail-out",
    label=_("Mail out"),
    says=_(
        "Who takes our letters and delivers them to customers: a mail server, the relay, or a "
        "provider by its API."
    ),
    rank=30,
    chapter=Chapter.WAYS,
)

MAIL_TRUST = Group(
    "mail-trust",
    label=_("Mail out: OAuth and signatures"),
    says=_("For a relay that wants tokens, and for mail that nobody else signs."),
    rank=31,
    chapter=Chapter.WAYS,
)

ADDRESSES = Addresses(
    "addresses",
    group=MAIL_IN,
    label=_("Mail addresses of the desk"),
    says=_("Mail to others is refused. The first one is the sender of what we write."),
    default=("help@localhost",),
    environment="BUCKSTOP_ADDRESSES",
    example="help@halden.example",
)
BY_RELAY = "relay"
MAIL_WAY = Choice(
    "mail-way",
    group=MAIL_OUT,
    label=_("Mail leaves by"),
    says=_("A mail server is spoken with by SMTP; a provider’s API needs its key alone."),
    default=BY_RELAY,
    choices={
        BY_RELAY: _("a mail server"),
        **{c: f"{one.label} (API)" for c, one in BY_API.items()},
    },
)
RELAY_HOST = RelayHost(
    "relay-host",
    part=lambda relay: relay.host,
    label=_("Mail server"),
    says=_("Takes what we send. As long as there is none, mail waits here."),
    default="",
    example="mail.halden.example",
)
RELAY_PORT = RelayNumber(
    "relay-port",
    part=lambda relay: str(relay.port),
    label=_("Port"),
    says=_("587 for most, 465 for TLS from the start, 25 inside your own network."),
    default=587,
    least=1,
    most=65535,
)
RELAY_SECURITY = RelayChoice(
    "relay-security",
    part=lambda relay: relay.tls,
    label=_("Encryption"),
    says=_("How the way there is kept private."),
    default="verified",
    choices={
        "verified": _("STARTTLS with a valid certificate"),
        "from the start": _("TLS from the start, with a valid certificate"),
        "when offered": _("where it offers any, with any certificate: inside your own network"),
    },
)
RELAY_USER = RelayLine(
    "relay-user",
    part=lambda relay: relay.user,
    label=_("User"),
    says=_("As whom we log in there. Empty: we don’t."),
    default="",
    example="desk@halden.example",
)
RELAY_PASSWORD = RelaySecret(
    "relay-password",
    part=lambda relay: relay.password,
    label=_("Password"),
    says=_("Is kept sealed and never shown again. Left empty here, it stays as it is."),
    default="",
)
RELAY_PLAIN_RETURNS = RelaySwitch(
    "relay-plain-returns",
    part=lambda relay: "1" if relay.plain_returns else "0",
    label=_("It takes no sender with a +"),
    says=_("Reports of mail that couldn’t be delivered are then matched less surely."),
    default=False,
)


MAIL_API_KEY = ApiKey(
    "mail-api-key",
    group=MAIL_OUT,
    label=_("Key of the provider’s API"),
    says=_(
        "For an API alone. Where the provider gives two (Mailjet), both, with a colon between. It "
        "is kept sealed and never shown again."
    ),
    default="",
)
MAIL_API_DOMAIN = Text(
    "mail-api-domain",
    group=MAIL_OUT,
    label=_("Domain that we send for there"),
    says=_("For Mailgun alone. Empty: the domain that a letter comes from."),
    default="",
    example="mg.halden.example",
)
MAIL_API_REGION = Choice(
    "mail-api-region",
    group=MAIL_OUT,
    label=_("Where the provider keeps it"),
    says=_("For the APIs of Mailgun, SendGrid and SparkPost: where the account was made."),
    default="us",
    choices={"us": _("United States"), EUROPE: _("European Union")},
)


RELAY_TOKEN_URL = Text(
    "relay-token-url",
    group=MAIL_TRUST,
    label=_("Address that gives tokens"),
    says=_(
        "For OAuth alone: then the password is our program’s secret. The operator’s guide has it, "
        "provider by provider."
    ),
    default="",
    example="https://login.halden.example/token",
)
RELAY_CLIENT = Text(
    "relay-client",
    group=MAIL_TRUST,
    label=_("Our program’s name there"),
    says=_("For OAuth alone: the client’s ID."),
    default="",
)
RELAY_SCOPE = Text(
    "relay-scope",
    group=MAIL_TRUST,
    label=_("Scope"),
    says=_("For OAuth alone, where the provider wants one."),
    default="",
)
RELAY_REFRESH = LongSecret(
    "relay-refresh",
    group=MAIL_TRUST,
    label=_("Refresh token"),
    says=_("For OAuth alone; without one our program asks in its own name."),
    default="",
)
DKIM_SELECTOR = Text(
    "dkim-selector",
    group=MAIL_TRUST,
    label=_("DKIM selector"),
    says=_(
        "Where your relay doesn’t sign mail, the desk does: for the domain that each letter comes "
        "from, by this name."
    ),
    default="",
    example="desk",
)
DKIM_KEY = LongSecret(
    "dkim-key",
    group=MAIL_TRUST,
    label=_("DKIM key"),
    says=_("The private key in PEM (RSA). It is sealed and never shown again."),
    default="",
)


def _grant() -> oauth.Grant | None:
    """By what a token is asked for; None where the password is one."""
    if not RELAY_TOKEN_URL.value:
        return None
    return oauth.Grant(
        token_url=RELAY_TOKEN_URL.value,
        client_id=RELAY_CLIENT.value,
        client_secret=RELAY_PASSWORD.value,
        scope=RELAY_SCOPE.value,
        refresh_token=RELAY_REFRESH.value,
    )


def api_access() -> ApiAccess | None:
    """By which provider's API mail leaves; None where by a relay, or where nobody gave a key."""
    provider, key = MAIL_WAY.value, MAIL_API_KEY.value
    if provider not in BY_API or not key:
        return None
    return ApiAccess(provider, key, MAIL_API_DOMAIN.value, MAIL_API_REGION.value)


def relay() -> RelayAddress | None:
    """Where mail leaves; None where nobody said so, or it leaves by an API."""
    host = RELAY_HOST.value
    if not host or MAIL_WAY.value != BY_RELAY:
        return None
    return RelayAddress(
        host=host,
        port=RELAY_PORT.value,
        user=RELAY_USER.value,
        password=RELAY_PASSWORD.value,
        tls=RELAY_SECURITY.value,
        plain_returns=RELAY_PLAIN_RETURNS.value,
        grant=_grant(),
    )


def signer() -> Signer | None:
    """Who signs what leaves; None where the relay does."""
    selector, key = DKIM_SELECTOR.value, DKIM_KEY.value
    return Signer(selector, key) if selector and key else None


def mail_leaves() -> bool:
    """Whether mail goes anywhere: to a relay, to a provider, or into the demo's viewer."""
    if MAIL_WAY.value != BY_RELAY:
        return bool(settings.DEMO or api_access())
    return bool(settings.DEMO or RELAY_HOST.value)


def mail_taker() -> str:
    """Who takes what leaves, in a word: a server and its port, or a provider; "" for nobody."""
    if access := api_access():
        return access.label
    at = relay()
    return f"{at.host}:{at.port}" if at else ""


def sender() -> str:
    """The address that our mail comes from."""
    return ADDRESSES.value[0]
