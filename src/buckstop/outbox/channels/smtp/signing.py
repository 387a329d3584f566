"""DKIM signatures (RFC 6376) on what leaves, where the relay makes none."""

import logging
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from buckstop.mail.addresses import read_addresses
from buckstop.mail.headers import read_headers

SIGNED = [b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"in-reply-to", b"references",
          b"reply-to", b"mime-version", b"content-type", b"auto-submitted"]  # fmt: skip
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs by a selector and a private key in PEM, for the domain of each mail's From."""

    selector: str
    key: str

    def signed(self, raw: bytes) -> bytes:
        """`raw` with a signature before it; as it is where it can't be signed: a relay takes it.

        What is kept of a mail is what was signed; the signature is made anew at each try.
        """
        dkim: Any = import_module("dkim")
        headers, _body = read_headers(raw, 0, len(raw))
        author = read_addresses(headers.every("from"), 1)
        domain = author[0][1].rpartition("@")[2] if author else ""
        if not domain:
            return raw
        there = [name for name in SIGNED if headers.has(name.decode())]
        try:
            signature = dkim.sign(
                raw, self.selector.encode(), domain.encode(), self.key.encode(),
                canonicalize=(b"relaxed", b"relaxed"), include_headers=there,
            )  # fmt: skip
        except (dkim.DKIMException, ValueError) as failure:
            log.error("mail can't be signed: %s", failure)
            return raw
        return bytes(signature) + raw
