"""What a provider and this desk agreed on, whoever's provider it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Of a client at a provider. `secret` is sealed; `key` says which provider it is.

    `inside`: an admin of the house named it, so it may be of the house's own network; others are
    called at public addresses alone, and a few at a time.
    """

    key: str
    name: str
    issuer: str
    client: str
    secret: str
    scopes: str = ""
    groups: str = ""
    vouches: bool = False
    inside: bool = False
