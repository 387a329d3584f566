"""Who writes while servers fail: mails and programs, each until it was told that we have it."""

import http.client
import json
import smtplib
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

TIMEOUT = 60.0  # seconds: a commit may wait for a standby
AGAIN = 0.1  # seconds between two tries
PACE = 0.5  # seconds between two of one writer: what is counted is what was lost, not how fast


@dataclass
class Writers:
    """Mails over SMTP and problems over the API, and a page that is looked at all the time."""

    mail_port: int
    port: int
    keys: list[str]
    cookie: str
    mailers: int = 4
    acknowledged: dict[str, float] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stopping = False
        self._numbers = iter(range(10**9))
        self._lock = threading.Lock()
        works: list[Callable[[], None]] = [self._mail] * self.mailers + [self._look]
        works += [lambda key=key: self._post(key) for key in self.keys]  # type: ignore[misc]
        self._threads = [threading.Thread(target=work, daemon=True) for work in works]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """What is under way comes to its end."""
        self.stopping = True
        for thread in self._threads:
            thread.join(2 * TIMEOUT)

    def since(self, moment: float) -> list[float]:
        """The times of what was acknowledged after `moment`, by the clock of this machine."""
        return sorted(at for at in list(self.acknowledged.values()) if at > moment)

    def _next(self, kind: str) -> str:
        with self._lock:
            return f"{kind} {next(self._numbers):07}"

    def _count(self, what: str) -> None:
        with self._lock:
            self.answers[what] += 1

    def _mail(self) -> None:
        server: smtplib.SMTP | None = None
        while not self.stopping:
            title = self._next("mail")
            sender = f"{title.replace(' ', '.')}@customer{hash(title) % 997}.example"
            text = (
                f"From: <{sender}>\r\nTo: help@desk.example\r\nSubject: {title}\r\n"
                f"Message-ID: <{sender}>\r\n\r\nNothing moves.\r\n"
            )
            while title not in self.acknowledged:
                try:
                    server = server or smtplib.SMTP("127.0.0.1", self.mail_port, timeout=TIMEOUT)
                    server.sendmail(sender, ["help@desk.example"], text)
                    self.acknowledged[title] = time.time()
                    self._count("mail 250")
                    time.sleep(PACE)
                except smtplib.SMTPResponseException as no:
                    self._count(f"mail {no.smtp_code}")
                    if not 400 <= no.smtp_code < 500:
                        self.wrong.append(f"mail was answered {no.smtp_code}")
                    self._hang_up(server)
                    server = None
                except (OSError, smtplib.SMTPException) as failure:
                    self._count(f"mail {type(failure).__name__}")
                    self._hang_up(server)
                    server = None
        self._hang_up(server)

    def _hang_up(self, server: smtplib.SMTP | None) -> None:
        if server is not None:
            server.close()
        time.sleep(AGAIN)

    def _post(self, key: str) -> None:
        while not self.stopping:
            title = self._next("call")
            who = {"email": f"{title[5:]}@program.example", "name": "A program"}
            said = {"text": f"{title}\nNothing moves.", "contact": who}
            headers = {
                "Authorization": f"Bearer {key}", "Content-Type": "application/json",
                "Idempotency-Key": title.replace(" ", "-"),
            }  # fmt: skip
            while title not in self.acknowledged:
                status = self._ask("POST", "/api/v1/problems", "call", headers, json.dumps(said))
                if status in (200, 201):
                    self.acknowledged[title] = time.time()
                    time.sleep(PACE)
                else:
                    time.sleep(AGAIN)

    def _look(self) -> None:
        while not self.stopping:
            self._ask("GET", "/", "page", {"Cookie": self.cookie})
            time.sleep(AGAIN)

    def _ask(
        self, how: str, path: str, what: str, headers: dict[str, str], body: str | None = None
    ) -> int:
        line = http.client.HTTPConnection("localhost", self.port, timeout=TIMEOUT)
        try:
            line.request(how, path, body, headers)
            answer = line.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException) as failure:
            self._count(f"{what} {type(failure).__name__}")
            return 0
        finally:
            line.close()
        self._count(f"{what} {answer.status}")
        if answer.status == 503 and not answer.headers.get("Retry-After"):
            self.wrong.append(f"{what}: 503 without Retry-After")
        if answer.status not in (200, 201, 409, 503):
            self.wrong.append(f"{what} was answered {answer.status}: {said[:300]!r}")
        return answer.status
