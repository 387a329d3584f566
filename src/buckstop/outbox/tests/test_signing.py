"""What the desk signs itself, and how it logs in to a relay by a token."""

from base64 import b64encode
from datetime import UTC, datetime

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from buckstop.kit import oauth
from buckstop.mail.compose import Letter, compose
from buckstop.outbox.channels.smtp.relay import Relay
from buckstop.outbox.channels.smtp.signing import Signer
from buckstop.outbox.outcomes import Came
from buckstop.outbox.relay_address import RelayAddress
from tests.relays import bad_relay


def letter() -> bytes:
    return compose(
        Letter(
            sender=("Ana, Nordlicht", "licht@nord.example"),
            to=(("", "ines@nordbank.example"),),
            subject="Grüße",
            text="Es läuft.\n",
            message_id="<1@nord.example>",
            date=datetime(2026, 3, 2, 9, tzinfo=UTC),
        )
    )


def test_what_is_signed_is_found_right_by_the_key_in_the_dns():
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    record = b"v=DKIM1; k=rsa; p=" + b64encode(public)
    asked: list[bytes] = []

    def dns(name: bytes, timeout: int = 5) -> bytes:
        asked.append(name)
        return record

    signed = Signer("desk", pem.decode()).signed(letter())
    assert dkim.verify(signed, dnsfunc=dns)
    assert asked == [b"desk._domainkey.nord.example."]
    assert not dkim.verify(signed.replace(b"licht", b"nacht", 2), dnsfunc=dns)
    assert Signer("desk", "no key").signed(letter()) == letter()


@pytest.mark.parametrize("granted", [True, False])
def test_a_relay_is_logged_in_to_by_a_token(granted: bool, monkeypatch: pytest.MonkeyPatch):
    def exchange(grant: oauth.Grant) -> oauth.Token:
        if not granted:
            raise oauth.NotGranted("No token was granted (401): the secret has ended.")
        return oauth.Token(f"token for {grant.client_id}", 3600, "")

    monkeypatch.setattr(oauth, "exchange", exchange)
    grant = oauth.Grant("https://tokens.example/", "desk")
    with bad_relay() as bad:
        bad.says |= {"EHLO": b"250-x\r\n250 AUTH XOAUTH2", "AUTH": b"235 come in"}
        at = RelayAddress("127.0.0.1", bad.server_address[1], "help@nord.example", grant=grant)
        with Relay(at, timeout=5) as relay:
            came = relay.send("help@nord.example", "ines@nordbank.example", letter())
    if granted:
        assert came.came == Came.ACCEPTED
        said = b64encode(b"user=help@nord.example\1auth=Bearer token for desk\1\1").decode()
        assert bad.heard == [f"AUTH XOAUTH2 {said}"]
    else:
        assert (came.came, came.stands_still) == (Came.LATER, True)
        assert "the secret has ended" in came.sentence
