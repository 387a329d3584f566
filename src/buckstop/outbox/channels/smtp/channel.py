"""Mail, by the relay or the provider that the settings name, or into the demo's viewer."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.utils.translation import gettext_noop

from buckstop.kit import addresses
from buckstop.kit.return_paths import return_path
from buckstop.outbox.channels.channel import Channel, Parcel
from buckstop.outbox.channels.smtp.relay import Relay
from buckstop.outbox.channels.smtp.signing import Signer
from buckstop.outbox.outcomes import Came, MayEnd, Outcome
from buckstop.outbox.providers.access import ApiAccess
from buckstop.outbox.providers.handing import Api
from buckstop.outbox.relay_address import RelayAddress
from buckstop.outbox.settings import api_access, mail_leaves, relay, sender, signer

STEP = 20.0
"""Seconds that the relay may take for each step of handing over a mail."""
ANSWER = 60.0
"""Seconds that it may take to answer a whole mail: giving up sooner leaves more in doubt."""
NOWHERE = gettext_noop("No mail server was chosen that takes it.")

type Hand = Callable[[str, str, bytes, MayEnd], Outcome]
"""Hands bytes from a return path to an address, asks before it sends their end, says what came."""


@dataclass(frozen=True)
class Viewer:
    """Where the demo's mail goes."""


class Smtp(Channel):
    """One mail to one address each, all to the same relay or provider, which rests as a whole."""

    code = "smtp"
    label = gettext_noop("mail")

    def __init__(
        self,
        hand: Hand,
        give_up: Callable[[], None] = lambda: None,
        signer: Signer | None = None,
        api: Api | None = None,
    ) -> None:
        self._hand, self._give_up, self._signer, self._api = hand, give_up, signer, api

    @classmethod
    def opened_with(cls) -> tuple[RelayAddress | ApiAccess | Viewer, Signer | None] | None:
        at = Viewer() if settings.DEMO else api_access() or relay()
        return (at, signer()) if at is not None else None

    @classmethod
    def opened(cls) -> Self | None:
        found = cls.opened_with()
        if found is None:
            return None
        at, signs = found
        if isinstance(at, Viewer):
            return cls(keep_in_viewer)
        if isinstance(at, ApiAccess):
            return cls(keep_in_viewer, api=Api(at))
        kept = Relay(at, timeout=STEP, answer_timeout=ANSWER)
        return cls(kept.send, kept.give_up, signs)

    @classmethod
    def closed_because(cls) -> str:
        return "" if mail_leaves() else NOWHERE

    @staticmethod
    def normal(address: str) -> str:
        return addresses.normal(address)

    def send(self, batch: Iterable[Parcel]) -> Iterator[Outcome]:
        for mail in batch:
            address = self.normal(mail.address) or mail.address
            if self._api is not None:
                yield self._api.send(mail.key, address, mail.content, mail.may_end)
                continue
            raw = self._signer.signed(mail.content) if self._signer else mail.content
            yield self._hand(path_of(mail), address, raw, mail.may_end)

    def give_up(self) -> None:
        self._give_up()
        if self._api is not None:
            self._api.give_up()


def path_of(mail: Parcel) -> str:
    """Where a report about a mail goes: it is found by this alone."""
    return return_path(mail.comes_from or sender(), mail.report, mail.key, mail.mark)


def keep_in_viewer(sender: str, address: str, raw: bytes, may_end: MayEnd) -> Outcome:
    """The demo's relay: the mail stays where the viewer shows it."""
    del sender, address, raw, may_end
    return Outcome(Came.ACCEPTED, 250, "kept in the demo's viewer")
