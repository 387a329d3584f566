"""What a mail account is, as somebody fills it in; and how one gets in. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from buckstop.configuration.secrets import unseal
from buckstop.incoming.accounts.client import Login
from buckstop.incoming.models import Grant, MailAccount, Security
from buckstop.kit import oauth
from buckstop.kit.addresses import normal
from buckstop.ledger.refused import Refused


@dataclass(frozen=True, slots=True)
class Terms:
    """A mail account; of one that is changed an empty secret stays as it is."""

    host: str
    user: str
    address: str
    port: int = 993
    security: str = Security.TLS
    folder: str = "INBOX"
    grant: str = Grant.PASSWORD
    secret: str = ""
    refresh: str = ""
    token_url: str = ""
    client_id: str = ""
    scope: str = ""
    takes_old: bool = False
    secret_ends: date | None = None

    def __str__(self) -> str:
        """In words for the ledger: no secret, nor that there is one."""
        how = "" if self.grant == Grant.PASSWORD else f" by {self.client_id} of {self.token_url}"
        where = f"{self.user} at {self.host}:{self.port} ({self.security})"
        return f"{where}, {self.folder}, for {self.address}{how}"


def check_terms(terms: Terms, *, is_new: bool = True) -> Terms:
    """As it is kept. Refused with a sentence where it can't be read so."""
    terms = replace(
        terms,
        host=terms.host.strip().lower(),
        user=terms.user.strip(),
        folder=terms.folder.strip() or "INBOX",
        address=normal(terms.address),
        token_url=terms.token_url.strip(),
        client_id=terms.client_id.strip(),
        scope=terms.scope.strip(),
    )
    if not terms.host or any(sign in terms.host for sign in "/@ "):
        raise Refused("host", _("Write only its name, such as imap.example.org."), "host")
    if not terms.user:
        raise Refused("user", _("Say as whom we log in."), "user")
    if not terms.address:
        raise Refused("address", _("Say for which of the desk’s addresses its mail is."), "address")
    if is_new and not terms.secret and terms.grant != Grant.REFRESH:
        raise Refused("secret", _("Write the password, or the secret."), "secret")
    if is_new and not terms.refresh and terms.grant == Grant.REFRESH:
        raise Refused("refresh", _("Write the refresh token."), "refresh")
    if terms.grant != Grant.PASSWORD:
        _check_grant(terms)
    return terms


def _check_grant(terms: Terms) -> None:
    if not oauth.is_safe(terms.token_url):
        says = _("Write the address that gives tokens; it begins with https://.")
        raise Refused("token-url", says, "token_url")
    if not terms.client_id:
        raise Refused("client-id", _("Write the name that the provider gave us."), "client_id")


def login_of(account: MailAccount, *, token: str = "") -> Login:
    """How one gets in: by the password, or by a token."""
    password = unseal(account.secret) or "" if account.grant == Grant.PASSWORD else ""
    return Login(
        host=account.host,
        port=account.port,
        security=account.security,
        user=account.user,
        folder=account.folder,
        password=password,
        token=token,
    )


def grant_of(account: MailAccount) -> oauth.Grant:
    """What a token is asked for by."""
    return oauth.Grant(
        token_url=account.token_url,
        client_id=account.client_id,
        client_secret=unseal(account.secret) or "" if account.secret else "",
        scope=account.scope,
        refresh_token=unseal(account.refresh) or "" if account.refresh else "",
    )
