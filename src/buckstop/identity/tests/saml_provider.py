"""A provider of SAML that runs here: pysaml2's own, which reads our metadata and our request.

It signs with libxmlsec1, as most providers of the world do; ours checks with another library. As a
broken or hostile one, it says something else before (`spoil`) or after (`bend`) it signs.
"""

import base64
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server
from saml2.sigver import CryptoBackendXmlSec1

from buckstop.kit import clock

A = "{urn:oasis:names:tc:SAML:2.0:assertion}"
P = "{urn:oasis:names:tc:SAML:2.0:protocol}"
ENTITY = "https://login.halden.example/saml"
PROGRAM = "/bin/true"  # it is asked nothing
TIMES = ("NotBefore", "NotOnOrAfter", "AuthnInstant", "SessionNotOnOrAfter")
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"


class _Signs(CryptoBackendXmlSec1):  # type: ignore[misc]  # pysaml2 has no types
    """libxmlsec1 in this process, in place of a program that would have to be installed."""

    def __init__(self, before: Callable[[Any], None]) -> None:
        super().__init__(PROGRAM)
        self.before: Callable[[Any], None] | None = before

    def sign_statement(self, statement: Any, node_name: str, key_file: str, node_id: str) -> str:
        said = statement if isinstance(statement, bytes) else str(statement).encode()
        root = etree.fromstring(said)
        if self.before:  # once, before the first of several signatures
            self.before(root)
            self.before = None
        [node] = root.xpath("//*[@ID=$id]", id=node_id)
        xmlsec.tree.add_ids(root, ["ID"])
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_file(key_file, xmlsec.constants.KeyDataFormatPem)
        context.sign(node.find("{http://www.w3.org/2000/09/xmldsig#}Signature"))
        return str(etree.tostring(root, encoding="unicode"))


class SamlProvider:
    """One provider, in a folder. `person`: the attributes of who comes."""

    def __init__(self, folder: Path, entity: str = ENTITY) -> None:
        self.folder, self.entity = folder, entity
        self.person: dict[str, Any] = {}
        self.subject, self.format = "a-1", NAMEID_FORMAT_PERSISTENT
        self.signs = {"sign_assertion": True, "sign_response": False}
        self.spoil: Callable[[Any], None] = lambda response: None
        self.bend: Callable[[Any], None] = lambda root: None
        self.rotate()

    def rotate(self) -> None:
        """It signs with another key from now on, and publishes that alone."""
        key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "login.halden.example")])
        then = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)  # long over, as many are
        made = x509.CertificateBuilder(name, name, key.public_key(), 1, then,
                                       then + datetime.timedelta(days=700))  # fmt: skip
        public = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        for file, content in (("key.pem", private), ("certificate.pem", public)):
            (self.folder / file).write_bytes(content)

    def configured(self, us: bytes = b"") -> Any:
        """pysaml2's settings of it; `us`: the metadata of this desk."""
        at = self.entity
        more = {"metadata": {"inline": [us.decode()]}} if us else {}
        return IdPConfig().load(
            {
                "entityid": at,
                "key_file": str(self.folder / "key.pem"),
                "cert_file": str(self.folder / "certificate.pem"),
                "xmlsec_binary": PROGRAM,
                "accepted_time_diff": 10**9,
                "service": {"idp": {"endpoints": {
                    "single_sign_on_service": [(f"{at}/sso", BINDING_HTTP_REDIRECT)]}}},
                **more,
            }
        )  # fmt: skip

    def _before(self, root: Any) -> None:
        """Of the tests' time, and spoilt where a test wants that."""
        behind = clock.now() - datetime.datetime.now(datetime.UTC)
        for one in root.iter():
            for name in TIMES:
                if said := one.get(name):
                    one.set(name, f"{datetime.datetime.fromisoformat(said) + behind:%FT%TZ}")
        self.spoil(root)

    def metadata(self) -> str:
        """What it says of itself."""
        configured = self.configured()
        configured.xmlsec_binary = None
        return str(entity_descriptor(configured))

    def answer(self, asked: str, us: bytes) -> str:
        """What a browser that is sent to `asked` brings back, as a form has it."""
        server = Server(config=self.configured(us))
        server.sec.crypto = _Signs(self._before)
        given = parse_qs(urlsplit(asked).query)["SAMLRequest"][0]
        read = server.parse_authn_request(given, BINDING_HTTP_REDIRECT)
        told = server.response_args(read.message, [BINDING_HTTP_POST])
        name = NameID(format=self.format, text=self.subject)
        made = server.create_authn_response(
            self.person, name_id=name, authn={"class_ref": PASSWORDPROTECTEDTRANSPORT},
            sign_alg=RSA_SHA256, digest_alg=SHA256, **self.signs,
            **{key: told[key] for key in ("in_response_to", "sp_entity_id", "destination")},
        )  # fmt: skip
        root = etree.fromstring(made if isinstance(made, bytes) else str(made).encode())
        self.bend(root)
        return base64.b64encode(etree.tostring(root)).decode()
