"""One log-in by SAML: web browser SSO, asked by redirect, answered by POST."""

import secrets
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from buckstop.identity.actions.signing import signing_key
from buckstop.identity.asking import Unusable
from buckstop.identity.models import Protocol, Provider
from buckstop.identity.queries import open_providers
from buckstop.identity.saml.answers import Asserted, asserted, document, issuer_of
from buckstop.identity.saml.messages import sent
from buckstop.identity.saml.metadata import POST, REDIRECT, described
from buckstop.identity.saml.xml import NAMES


def begin(provider: Provider, *, us: str, back: str, at: datetime) -> tuple[str, str]:
    """Where to send the browser, and the name of what is asked. Raises Unusable."""
    there = described(provider.metadata, at=at)
    name = f"_{secrets.token_hex(24)}"
    quoted, when = {'"': "&quot;"}, at.astimezone(UTC)
    asked = f"""<p:AuthnRequest xmlns:p="{NAMES["p"]}" xmlns:a="{NAMES["a"]}" ID="{name}" \
Version="2.0" IssueInstant="{when:%Y-%m-%dT%H:%M:%SZ}" \
Destination="{escape(there.address, quoted)}" \
AssertionConsumerServiceURL="{escape(back, quoted)}" ProtocolBinding="{POST}">\
<a:Issuer>{escape(us)}</a:Issuer><p:NameIDPolicy AllowCreate="true"/></p:AuthnRequest>"""
    key = signing_key(at=at) if there.wants_signed else None
    return sent(asked, "SAMLRequest", to=there.address, by=REDIRECT, key=key).url, name


def finish(given: str, *, us: str, back: str, at: datetime) -> tuple[Provider, Asserted]:
    """By whom somebody comes back, and who they are. Raises Unusable."""
    root = document(given)
    named = open_providers().filter(protocol=Protocol.SAML, issuer=issuer_of(root))
    provider = named.first()
    if provider is None:
        raise Unusable(_("Nobody comes in by that provider now."))
    there = described(provider.metadata, at=at)
    if there.entity != provider.issuer:
        raise Unusable(_("Its answer was issued by somebody else than it."))
    return provider, asserted(root, provider, there, us=us, back=back, at=at)
