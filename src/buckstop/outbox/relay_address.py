"""Where the next mail server is, and how it is spoken to, as one address."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from buckstop.kit import oauth


@dataclass(frozen=True, slots=True)
class RelayAddress:
    """Where the relay is. `tls` is "from the start", "verified" or "when offered".

    `plain_returns`: it takes no return path with a mark, help+something@, but only help@. With a
    `grant` we log in by a token in place of the password.
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: str = "when offered"
    plain_returns: bool = False
    grant: oauth.Grant | None = None

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Read `smtp://user:password@host:port`, `smtps://…`, or `…?tls=verified`.

        With a password, or `?tls=verified`, STARTTLS must be offered with a valid certificate;
        else it is used where offered, whatever the certificate. Raises ValueError with a
        sentence.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError(
                "The mail relay must read smtp://host:port or smtps://user:password@host."
            )
        try:
            port = parts.port
        except ValueError:
            raise ValueError("The mail relay's port must be a number up to 65535.") from None
        secured = parts.scheme == "smtps"
        local = parts.hostname in ("localhost", "127.0.0.1", "::1")
        verified = bool(parts.password) and not local
        options = parse_qs(parts.query)
        asked, returns = options.get("tls", [""])[0], options.get("returns", [""])[0]
        if returns not in ("", "plain"):
            raise ValueError("The mail relay's returns= must be plain.")
        if asked not in ("", "verified", "offered"):
            raise ValueError("The mail relay's tls= must be verified or offered.")
        verified = asked == "verified" or (verified and asked != "offered")
        return cls(
            host=parts.hostname,
            port=port or (465 if secured else 25),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls="from the start" if secured else "verified" if verified else "when offered",
            plain_returns=returns == "plain",
        )
