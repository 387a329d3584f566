"""What is said to a SAML provider and by it, besides who somebody is: signed, by one of two ways.

By *HTTP-Redirect* a message stands deflated in an address, and its signature beside it, over the
address as it is written: so of what comes the letters themselves are read, never written anew. By
*HTTP-POST* it stands in a form, with its signature within.
"""

import binascii
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.utils.translation import gettext as _

from buckstop.configuration.secrets import unseal
from buckstop.identity.asking import Unusable
from buckstop.identity.models import SigningKey
from buckstop.identity.saml.metadata import REDIRECT
from buckstop.identity.saml.xml import (
    MOST,
    NAMES,
    check_signature,
    parsed,
    signed,
    text_of,
    with_signature,
)

RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
PARTS = ("SAMLRequest", "SAMLResponse", "RelayState", "SigAlg", "Signature")


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a browser is sent: to an address, or with `fields` of a form that it posts there."""

    url: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """A message as a browser brought it. `query`: the letters of its address, where it came by
    that; else `fields`, of a form."""

    query: str
    fields: Mapping[str, str]
    posted: bool

    @property
    def parts(self) -> dict[str, str]:
        """Each by its name, as it is meant. Raises Unusable."""
        if self.posted:
            return {name: self.fields[name] for name in PARTS if name in self.fields}
        return {name: unquote(value) for name, value in self.letters.items()}

    @property
    def letters(self) -> dict[str, str]:
        """Each as it stands in the address. Raises Unusable where one stands there twice: which
        of them was signed?"""
        pairs = [pair.partition("=")[::2] for pair in self.query.split("&")]
        named = [(name, value) for name, value in pairs if name in PARTS]
        if len(dict(named)) < len(named):
            raise Unusable(_("It brought the same twice."))
        return dict(named)


def private(key: SigningKey) -> rsa.RSAPrivateKey:
    """The private half of a key of ours. Raises Unusable."""
    opened = unseal(key.secret)
    if opened is None:
        raise Unusable(_("The key that this desk signs with can’t be opened. Change it."))
    loaded: Any = load_pem_private_key(opened.encode(), None)
    assert isinstance(loaded, rsa.RSAPrivateKey)
    return loaded


def sent(
    message: str, kind: str, *, to: str, by: str, key: SigningKey | None, relay: str = ""
) -> Sent:
    """`message` on its way, signed where there is a key. `kind`: `SAMLRequest` or `SAMLResponse`;
    `by`: which way."""
    if by != REDIRECT:
        assert key is not None
        content = with_signature(message, private(key), key.certificate)
        more = {"RelayState": relay} if relay else {}
        return Sent(to, {kind: b64encode(content).decode(), **more})
    packed = zlib.compressobj(wbits=-15)
    content = b64encode(packed.compress(message.encode()) + packed.flush())
    said = {kind: content.decode()}
    if relay:
        said["RelayState"] = relay
    if key is not None:
        said["SigAlg"] = RSA_SHA256
        proof = private(key).sign(urlencode(said).encode(), padding.PKCS1v15(), hashes.SHA256())
        said["Signature"] = b64encode(proof).decode()
    return Sent(f"{to}{'&' if '?' in to else '?'}{urlencode(said)}")


def document(given: Given, kind: str) -> Any:
    """The message, of which nothing is believed yet but where its keys are looked for. Raises
    Unusable."""
    content = _bytes(given.parts.get(kind, ""))
    if not given.posted:
        unpacking = zlib.decompressobj(wbits=-15)
        try:
            content = unpacking.decompress(content, MOST + 1)
        except zlib.error as wrong:
            raise Unusable(_("It brought no message of a provider.")) from wrong
    return parsed(content)


def is_signed(given: Given, root: Any) -> bool:
    """Whether anybody signed it."""
    if given.posted:
        return root.find("ds:Signature", NAMES) is not None
    return "Signature" in given.letters


def proved(given: Given, root: Any, kind: str, certificates: Sequence[str]) -> Any:
    """The message, as one of these keys signed it. Raises Unusable."""
    if given.posted:
        return signed(root, "./", certificates)
    letters, parts = given.letters, given.parts
    covered = "&".join(
        f"{name}={letters[name]}" for name in (kind, "RelayState", "SigAlg") if name in letters
    )
    proof = _bytes(parts["Signature"])
    check_signature(covered.encode(), proof, parts.get("SigAlg", ""), certificates)
    return root


def issuer_of(root: Any) -> str:
    """By whom it says to be."""
    return text_of(root, "a:Issuer")


def _bytes(given: str) -> bytes:
    try:
        return b64decode("".join(given.split()), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise Unusable(_("It brought no message of a provider.")) from wrong
