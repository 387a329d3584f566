"""The key by which SAML providers know this desk: made once, and changed with two that are valid.

A new one stands in our metadata beside the one that signs until somebody says that the providers
know it: each of them reads metadata when it likes, some never by themselves.
"""

from base64 import b64encode
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from buckstop.configuration.secrets import seal
from buckstop.identity import entries
from buckstop.identity import permissions as may
from buckstop.identity.models import SigningKey
from buckstop.identity.queries import signing_keys
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.actions.staff import found_house

BITS = 3072
GOOD_FOR = timedelta(days=3650)
BEFORE = timedelta(days=1)
"""A certificate begins a day before, for providers whose clock is behind."""


def signing_key(*, at: datetime) -> SigningKey:
    """The one that signs; made where there is none yet."""
    found = signing_keys().filter(signs=True).first()
    if found is not None:
        return found
    with acting(found_house(by=DESK, at=at), by=DESK, at=at) as act:
        found = signing_keys().filter(signs=True).first()
        return found or _made(act, signs=True)


def make_next_signing_key(*, by: Actor, at: datetime) -> SigningKey:
    """Another one, which providers are told of; the one until now goes on signing."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_make_next_signing_key())
        return _made(act, signs=False)


def sign_with_next_key(*, by: Actor, at: datetime) -> None:
    """The new one signs from now on; the former is no key of ours any more, and forgotten."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_sign_with_next_key())
        for former in act.rows(signing_keys().filter(signs=True)):
            act.change(former, ended_at=act.at, secret="")
        act.flush()
        [following] = act.rows(signing_keys().filter(signs=False))
        act.change(following, signs=True)
        act.record(entries.SigningKeyUsed(key=following.pk))


def _made(act: Act, *, signs: bool) -> SigningKey:
    key = rsa.generate_private_key(65537, BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Buckstop")])
    begins, ends = act.at - BEFORE, act.at + GOOD_FOR
    number = x509.random_serial_number()
    built = x509.CertificateBuilder(name, name, key.public_key(), number, begins, ends)
    public = built.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    made = act.add(
        SigningKey(
            secret=seal(private), certificate=b64encode(public).decode(), signs=signs,
            made_at=act.at, good_until=ends,
        )
    )  # fmt: skip
    act.record(entries.SigningKeyMade(key=made.pk))
    return made
