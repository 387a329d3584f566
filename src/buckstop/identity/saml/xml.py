"""XML of strangers, read without entities, and what of it a known key has signed.

Of a signed document only what the signature covers is handed on, parsed anew from the very bytes
that were digested: nothing that was wrapped around it, or put beside it, is ever looked at.
"""

from base64 import b64decode
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from cryptography.x509 import load_der_x509_certificate
from django.utils.translation import gettext as _

from buckstop.identity.asking import Unusable
from buckstop.identity.saml import EXTRA, is_installed

NAMES = {
    "md": "urn:oasis:names:tc:SAML:2.0:metadata",
    "p": "urn:oasis:names:tc:SAML:2.0:protocol",
    "a": "urn:oasis:names:tc:SAML:2.0:assertion",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
MOST = 400_000
"""Bytes of a document that are read; metadata of a federation of thousands are none of ours."""
RSAS, ECDSAS = ("RSA_SHA256", "RSA_SHA384", "RSA_SHA512"), ("ECDSA_SHA256", "ECDSA_SHA384",
                                                            "ECDSA_SHA512")  # fmt: skip
DIGESTS = ("SHA256", "SHA384", "SHA512")


def parsed(content: bytes) -> Any:
    """The root of a document. Raises Unusable."""
    if not is_installed():
        raise Unusable(
            _("SAML is an extra, which isn’t here: pip install %(extra)s.") % {"extra": EXTRA}
        )
    from lxml import etree  # noqa: PLC0415

    if len(content) > MOST:
        raise Unusable(_("That is larger than anything that a log-in has to say."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise Unusable(_("That is no XML.")) from wrong
    if root.getroottree().docinfo.doctype:
        raise Unusable(_("XML with a DOCTYPE isn’t read here."))
    return root


def is_a(root: Any, name: str) -> bool:
    """Whether that is an element such as `md:EntityDescriptor`."""
    prefix, _colon, local = name.partition(":")
    return bool(root.tag == f"{{{NAMES[prefix]}}}{local}")


def text_of(root: Any, path: str) -> str:
    """What stands at a path, or nothing; comments in between split no words."""
    found = root.find(path, NAMES)
    return "" if found is None else "".join(found.itertext()).strip()


def signed(root: Any, where: str, certificates: Sequence[str]) -> Any:
    """What the signature at `where` covers, by one of these keys. Raises Unusable."""
    from signxml.algorithms import DigestAlgorithm, SignatureMethod  # noqa: PLC0415
    from signxml.exceptions import SignXMLException  # noqa: PLC0415
    from signxml.verifier import SignatureConfiguration, XMLVerifier  # noqa: PLC0415

    for certificate in certificates:
        loaded = _loaded(certificate)
        how = SignatureConfiguration(
            location=where,
            expect_references=1,
            signature_methods=frozenset(SignatureMethod[name] for name in (*RSAS, *ECDSAS)),
            digest_algorithms=frozenset(DigestAlgorithm[name] for name in DIGESTS),
            ignore_ambiguous_key_info=True,  # the key is the published one, whatever stands there
            # Of a certificate in metadata the key counts alone: many are long past their time.
            verification_time=loaded.not_valid_before_utc + timedelta(seconds=1),
        )
        try:
            found: Any = XMLVerifier().verify(root, x509_cert=loaded, expect_config=how)
        except (SignXMLException, ValueError, TypeError):
            continue
        return found.signed_xml
    raise Unusable(_("Its signature isn’t right."))


def check_signature(
    covered: bytes, proof: bytes, algorithm: str, certificates: Sequence[str]
) -> None:
    """Of bytes that aren't XML. Raises Unusable where none of these keys made `proof` of them."""
    made_by, _hash, name = algorithm.rpartition("#")[2].upper().partition("-")
    digest = {"SHA256": SHA256(), "SHA384": SHA384(), "SHA512": SHA512()}.get(name)
    if digest is None:
        raise Unusable(_("It signs by “%(how)s”, which isn’t read here.") % {"how": algorithm[:80]})
    for certificate in certificates:
        key = _loaded(certificate).public_key()
        try:
            if made_by == "RSA" and isinstance(key, RSAPublicKey):
                return key.verify(proof, covered, PKCS1v15(), digest)
            if made_by == "ECDSA" and isinstance(key, EllipticCurvePublicKey):
                half = len(proof) // 2  # as XML signatures have it: two numbers, one after another
                one, other = (int.from_bytes(each) for each in (proof[:half], proof[half:]))
                return key.verify(encode_dss_signature(one, other), covered, ECDSA(digest))
        except InvalidSignature:
            continue
    raise Unusable(_("Its signature isn’t right."))


def with_signature(message: str, key: RSAPrivateKey, certificate: str) -> bytes:
    """A message of ours with its signature within, after its issuer, where SAML has it."""
    from lxml import etree  # noqa: PLC0415
    from signxml.algorithms import (  # noqa: PLC0415
        CanonicalizationMethod,
        DigestAlgorithm,
        SignatureMethod,
    )
    from signxml.signer import XMLSigner  # noqa: PLC0415

    root = parsed(message.encode())
    place = etree.Element(f"{{{NAMES['ds']}}}Signature", {"Id": "placeholder"}, {"ds": NAMES["ds"]})
    root.insert(1, place)
    signer = XMLSigner(
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    made = signer.sign(
        root, key=key, cert=[_loaded(certificate)], reference_uri=root.get("ID"), id_attribute="ID"
    )
    return bytes(etree.tostring(made))


def check_certificate(certificate: str) -> None:
    """Raises Unusable where that is none."""
    _loaded(certificate)


def _loaded(certificate: str) -> Any:
    try:
        return load_der_x509_certificate(b64decode("".join(certificate.split())))
    except ValueError as wrong:
        raise Unusable(_("A certificate in its metadata can’t be read.")) from wrong
