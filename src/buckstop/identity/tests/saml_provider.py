"""A provider of SAML that runs here: pysaml2's own, which reads our metadata and our request.

It signs with libxmlsec1, as most providers of the world do; ours checks with another library. As a
broken or hostile one, it says something else before (`spoil`) or after (`bend`) it signs.
"""

import base64
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from saml2 import BINDING_HTTP_POST as BINDING_HTTP_POST
from saml2 import BINDING_HTTP_REDIRECT as BINDING_HTTP_REDIRECT
from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.response import IncorrectlySigned as IncorrectlySigned
from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server
from saml2.sigver import CryptoBackendXmlSec1, verify_redirect_signature

from buckstop.kit import clock

A = "{urn:oasis:names:tc:SAML:2.0:assertion}"
P = "{urn:oasis:names:tc:SAML:2.0:protocol}"
ENTITY = "https://login.halden.example/saml"
US = "http://localhost:8000/log-in/saml/"
PROGRAM = "/bin/true"  # it is asked nothing
TIMES = ("NotBefore", "NotOnOrAfter", "AuthnInstant", "SessionNotOnOrAfter", "IssueInstant")
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"


@dataclass(frozen=True)
class Brought:
    """What a browser brings from one of us to the other: in an address, or in a form."""

    url: str
    fields: dict[str, str]
    posted: bool

    @classmethod
    def of(cls, url: str) -> "Brought":
        """What stands in an address."""
        return cls(url, {name: one for name, [one] in parse_qs(urlsplit(url).query).items()}, False)


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

    def validate_signature(
        self, signedtext: Any, cert_file: str, cert_type: str, node_name: str, node_id: str
    ) -> bool:
        root = etree.fromstring(
            signedtext if isinstance(signedtext, bytes) else signedtext.encode()
        )
        [node] = root.xpath("//*[@ID=$id]", id=node_id)
        xmlsec.tree.add_ids(root, ["ID"])
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_file(cert_file, xmlsec.constants.KeyDataFormatCertPem)
        context.verify(node.find("{http://www.w3.org/2000/09/xmldsig#}Signature"))
        return True


class SamlProvider:
    """One provider, in a folder. `person`: the attributes of who comes."""

    def __init__(self, folder: Path, entity: str = ENTITY) -> None:
        self.folder, self.entity = folder, entity
        self.person: dict[str, Any] = {}
        self.subject, self.format = "a-1", NAMEID_FORMAT_PERSISTENT
        self.signs = {"sign_assertion": True, "sign_response": False}
        self.spoil: Callable[[Any], None] = lambda response: None
        self.bend: Callable[[Any], None] = lambda root: None
        self.log_out_by: tuple[str, ...] = (BINDING_HTTP_REDIRECT, BINDING_HTTP_POST)
        self.wants_signed = False
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
                "service": {"idp": {
                    "want_authn_requests_signed": self.wants_signed,
                    "endpoints": {
                        "single_sign_on_service": [(f"{at}/sso", BINDING_HTTP_REDIRECT)],
                        "single_logout_service": [(f"{at}/slo", by) for by in self.log_out_by],
                    }}},
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
        server = self._server(us)
        given = {name: one for name, [one] in parse_qs(urlsplit(asked).query).items()}
        read = server.parse_authn_request(
            given["SAMLRequest"], BINDING_HTTP_REDIRECT,
            sigalg=given.get("SigAlg"), signature=given.get("Signature"),
        )  # fmt: skip
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

    def hears_log_out(self, brought: Brought, us: bytes) -> Any:
        """The request with which a browser is sent to it, whose signature it checks."""
        self.wants_signed, before = True, self.wants_signed
        server = self._server(us)
        self.wants_signed = before
        by = BINDING_HTTP_POST if brought.posted else BINDING_HTTP_REDIRECT
        said = brought.fields
        read = server.parse_logout_request(
            said["SAMLRequest"], by, relay_state=said.get("RelayState"),
            sigalg=said.get("SigAlg"), signature=said.get("Signature"),
        )  # fmt: skip
        assert read.verify()
        return read.message

    def hears_answer(self, brought: Brought, us: bytes) -> Any:
        """Our answer, whose signature it checks."""
        server = self._server(us)
        if brought.posted:
            read = server.parse_logout_request_response(
                brought.fields["SAMLResponse"], BINDING_HTTP_POST
            )
            return read.response
        [(_name, certificate)] = server.metadata.certs(US, "any", "signing")[:1]
        assert verify_redirect_signature(brought.fields, server.sec.sec_backend, certificate)
        return server.parse_logout_request_response(
            brought.fields["SAMLResponse"], BINDING_HTTP_REDIRECT
        ).response

    def asks_log_out(
        self, us: bytes, sessions: tuple[str, ...] = (), *, by: str = BINDING_HTTP_REDIRECT,
        sign: bool = True, relay: str = "", expire: str = "",
    ) -> Brought:  # fmt: skip
        """What it has a browser bring to say that its person logged out."""
        server = self._server(us)
        there = server.pick_binding("single_logout_service", [by], "spsso", entity_id=US)[1]
        name = NameID(format=self.format, text=self.subject)
        _id, made = server.create_logout_request(
            there, US, name_id=name, session_indexes=list(sessions), expire=expire or None,
            sign=sign and by == BINDING_HTTP_POST, sign_alg=RSA_SHA256, digest_alg=SHA256,
        )  # fmt: skip
        return self._on_its_way(server, made, there, by=by, sign=sign, relay=relay)

    def answers_log_out(
        self, asked: Any, us: bytes, *, by: str = BINDING_HTTP_REDIRECT, sign: bool = True
    ) -> Brought:
        """What it has the browser bring that brought a request of ours."""
        server = self._server(us)
        made = server.create_logout_response(
            asked, [by], sign=sign and by == BINDING_HTTP_POST, sign_alg=RSA_SHA256,
            digest_alg=SHA256,
        )  # fmt: skip
        there = server.pick_binding("single_logout_service", [by], "spsso", entity_id=US)[1]
        return self._on_its_way(server, made, there, by=by, sign=sign, answers=True)

    def _server(self, us: bytes) -> Any:
        server = Server(config=self.configured(us))
        server.sec.crypto = _Signs(self._before)
        return server

    def _on_its_way(
        self, server: Any, made: Any, there: str, *, by: str, sign: bool, relay: str = "",
        answers: bool = False,
    ) -> Brought:  # fmt: skip
        said = str(made)
        root = etree.fromstring(said.encode())
        if not (sign and by == BINDING_HTTP_POST):  # else it was, before it was signed
            self._before(root)
        self.bend(root)
        said = etree.tostring(root, encoding="unicode")
        kind = "SAMLResponse" if answers else "SAMLRequest"
        if by == BINDING_HTTP_POST:
            fields = {kind: base64.b64encode(said.encode()).decode()}
            return Brought(there, fields | ({"RelayState": relay} if relay else {}), True)
        way = server.apply_binding(
            by, said, there, relay, response=answers, sign=sign, sigalg=RSA_SHA256
        )
        return Brought.of(dict(way["headers"])["Location"])
