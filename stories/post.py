"""Mail as it really comes in: kept as a front server gives it, then read by a worker."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from buckstop.conversations.models import Message
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.kit import clock
from buckstop.ledger.following import drain
from buckstop.mail.parse import parse
from buckstop.mail.parsed import ParsedMail
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World

US = "help@localhost"


@dataclass
class Post:
    """The desk's mailbox and its relay; `left` has the mails that left, as (to, mail)."""

    world: World
    left: list[tuple[str, ParsedMail]] = field(default_factory=list)
    number: int = 0

    def comes(
        self,
        sender: str,
        text: str,
        *more: str,
        subject: str = "Pump 4",
        to: str | tuple[str, ...] = US,
        envelope: str | None = None,
        message_id: str | None = None,
    ) -> None:
        """Somebody's mail comes in and is worked on; `more` are header lines besides."""
        self.kept(
            self.raw(sender, text, *more, subject=subject, message_id=message_id),
            to=to,
            envelope=envelope,
        )
        self.work()

    def raw(
        self, sender: str, text: str, *more: str, subject: str = "Pump 4",
        message_id: str | None = None,
    ) -> bytes:  # fmt: skip
        """The bytes of a mail with a Message-ID of its own."""
        self.number += 1
        name = f"<{self.number}.test@mail.example>" if message_id is None else message_id
        head = [f"From: {sender}"] if sender else []
        head += [f"Subject: {subject}", *([f"Message-ID: {name}"] if name else [])]
        if not any(line.lower().startswith("date:") for line in more):
            head.append(f"Date: {self.world.now:%a, %d %b %Y %H:%M:%S +0000}")
        if not any(line.lower().startswith("content-type:") for line in more):
            head.append("Content-Type: text/plain; charset=utf-8")
        return "\r\n".join([*head, *more, "", text, ""]).encode()

    def kept(
        self, *raws: bytes, to: str | tuple[str, ...] = US, envelope: str | None = None
    ) -> None:
        """Mails stand in the intake, in one go, not read yet."""
        recipients = (to,) if isinstance(to, str) else to
        path = "path@mx.example" if envelope is None else envelope
        keep([Arrived(path, recipients, raw) for raw in raws], at=self.world.now)

    def work(self) -> None:
        """Read what waits, let follow what follows, hand over what leaves."""
        while receive(at=self.world.now):
            pass
        while drain(at=self.world.now):
            pass
        while deliver(Smtp(self._hand), at=self.world.now):
            pass

    def _hand(self, _: str, to: str, raw: bytes, *more: object) -> Outcome:
        self.left.append((to, parse(raw)))
        return Outcome(Came.ACCEPTED, 250, "taken")

    def letters(self, to: str) -> list[ParsedMail]:
        """What an address got from us."""
        return [mail for address, mail in self.left if address == to]

    def later(self, **by: float) -> datetime:
        """Time goes on."""
        clock.move_by(timedelta(**by))
        return self.world.later(**by)


def case_of(number: int = -1) -> Case:
    """The newest case, or the one at this place in the order of opening."""
    return list(Case.objects.order_by("opened_at", "pk"))[number]


def token_of(case: Case) -> str:
    """The address that answers to this case come to."""
    return f"help+{case.token}@localhost"


def heard() -> list[Message]:
    """What customers said, in order."""
    return list(Message.objects.filter(kind="heard").order_by("at", "pk"))


def texts(*cases: Case) -> list[str]:
    """What was said on these cases, or on all."""
    return [str(one.text) for one in heard() if not cases or one.case in cases]


def problems() -> int:
    """How many problems there are."""
    return Problem.objects.count()
