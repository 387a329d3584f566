"""Other people's mail servers: they try again until somebody has answered 250."""

import smtplib
import threading
import time
from dataclasses import dataclass, field

BRIEF = 10.0  # seconds that one try may take


@dataclass
class Postmen:
    """Deliver `count` mails over several connections; each until it was answered 250."""

    port: int
    count: int
    connections: int = 6
    answered: set[int] = field(default_factory=set)
    codes: set[int] = field(default_factory=set)
    repeated: int = 0

    def __post_init__(self) -> None:
        self._next = iter(range(self.count))
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._deliver, daemon=True) for _ in range(self.connections)
        ]

    def start(self) -> None:
        """Begin to deliver."""
        for thread in self._threads:
            thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether all was answered with 250 within so many seconds."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(until - time.monotonic(), 0))
        return len(self.answered) == self.count

    def have_delivered(self, count: int) -> bool:
        """Whether at least so many were answered with 250."""
        return len(self.answered) >= count

    def _deliver(self) -> None:
        server: smtplib.SMTP | None = None
        while (number := self._take()) is not None:
            while number not in self.answered:
                try:
                    server = server or smtplib.SMTP("127.0.0.1", self.port, timeout=BRIEF)
                    server.sendmail(sender(number), ["help@localhost"], letter(number))
                    self.answered.add(number)
                except (OSError, smtplib.SMTPException) as failure:
                    self._note(failure)
                    if server is not None:
                        server.close()
                    server = None
                    time.sleep(0.05)
        if server is not None:
            server.close()

    def _note(self, failure: Exception) -> None:
        self.repeated += 1
        if isinstance(failure, smtplib.SMTPResponseException):
            self.codes.add(failure.smtp_code)

    def _take(self) -> int | None:
        with self._lock:
            return next(self._next, None)


def sender(number: int) -> str:
    """A different person each, so that the cap on automatic letters holds none back."""
    return f"person{number}@customer{number % 40}.example"


def letter(number: int) -> str:
    """An ordinary mail."""
    return (
        f"From: Person {number} <{sender(number)}>\r\nTo: help@localhost\r\n"
        f"Subject: Nothing moves at site {number}\r\n"
        f"Message-ID: <site-{number}@customer{number % 40}.example>\r\n\r\n"
        f"Hello,\r\n\r\nat site {number} nothing has moved since nine.\r\n"
    )
