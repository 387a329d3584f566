"""What a provider is that posts mail to us. Its proof is checked by anymail's view of it.

Where a post has the mail as it came, its bytes are taken themselves: anymail reads them as text,
and what is written as UTF-8 again carries other bytes than those that were signed (DKIM). Where a
provider sends only parts, anymail puts them together.
"""

import json
import warnings
from abc import ABC
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from hashlib import sha256
from importlib import import_module
from typing import Any, ClassVar

from django.http import HttpRequest

USER = "buckstop"
"""Under this name a provider logs in that signs nothing."""


@dataclass(frozen=True, slots=True)
class Posted:
    """One mail of a post. `envelope_from` is None where the provider doesn't say it; `recipients`
    are those of the envelope, ours or not. `unfit` says why it couldn't be read, and then `raw` is
    what was posted."""

    raw: bytes
    envelope_from: str | None = None
    recipients: tuple[str, ...] = ()
    unfit: str = ""


class NoMail(Exception):
    """It was proved, and is no mail: what is to be changed there, as a sentence."""


class Provider(ABC):
    """One that posts mail. `key` is what anymail calls the key that it signs with; "" where it
    signs nothing, and logs in with a name and a password of ours."""

    code: ClassVar[str]
    label: ClassVar[str]
    view: ClassVar[str]
    key: ClassVar[str] = ""
    ends: ClassVar[str] = ""
    """What its address ends with."""

    def reader(self, secret: str, url: str) -> Any:
        """Anymail's view, with this secret alone: none of its settings is asked."""
        del url
        made = {self.key: secret} if self.key else {"basic_auth": [f"{USER}:{secret}"]}
        return self._made(**made)

    def _made(self, **given: Any) -> Any:
        return view_of(self.view, **given)

    def mails(self, request: HttpRequest, reader: Any) -> Iterator[Posted]:
        """What a post that was proved holds. Raises NoMail, or whatever can't be understood."""
        return self.built(request, reader)

    def built(self, request: HttpRequest, reader: Any) -> Iterator[Posted]:
        """What anymail puts together, in the same bytes each time that it is posted."""
        for event in reader.parse_events(request):
            mail = event.message
            _same_boundaries(mail, request.body)
            yield Posted(
                mail.as_bytes(),
                mail.envelope_sender,
                tuple(one for one in [mail.envelope_recipient] if one),
            )


def view_of(view: str, **given: Any) -> Any:
    """A view of anymail's, with what it is given alone."""
    module, _, name = view.rpartition(".")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that no setting of anymail's has a secret is meant
        return getattr(import_module(f"anymail.webhooks.{module}"), name)(**given)


def each(events: Iterable[Any], read: Any) -> Iterator[Posted]:
    """What is read of each of several events: one that can't be doesn't cost the others."""
    for event in events:
        try:
            found = read(event)
        except WRONG as wrong:
            yield Posted(json.dumps(event).encode(), unfit=type(wrong).__name__)
        else:
            if found is not None:
                yield found


WRONG = (ValueError, LookupError, TypeError, AttributeError)
"""What a post raises that isn't as its provider's documents say."""


def sent_json(request: HttpRequest) -> Any:
    """The post as JSON."""
    return json.loads(request.body)


def mail_of(text: str) -> bytes:
    """A mail that stands in JSON as text."""
    return text.encode("utf-8", "surrogateescape" if _has_bytes(text) else "replace")


def _has_bytes(text: str) -> bool:
    """Whether each letter that UTF-8 can't say stands for a byte."""
    return all("\udc80" <= one <= "\udcff" for one in text if "\ud800" <= one <= "\udfff")


def _same_boundaries(mail: Message, posted: bytes) -> None:
    """Boundaries that follow from what was posted, in place of those of chance."""
    seed = sha256(posted).hexdigest()[:32]
    for number, part in enumerate(mail.walk()):
        if part.get_content_maintype() == "multipart" and not part.get_boundary():
            part.set_boundary(f"=_{seed}.{number}")
