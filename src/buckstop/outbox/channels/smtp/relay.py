"""Handing a mail on to the next mail server, and saying truly what came of it."""

import smtplib
import socket
import ssl
import time
from typing import Self

from buckstop.kit import oauth
from buckstop.mail.storable import one_line
from buckstop.outbox.outcomes import Came, MayEnd, Outcome
from buckstop.outbox.relay_address import RelayAddress

EARLY = 120.0  # seconds before a token ends in which a new one is asked for
_PIECE = 64 * 1024  # bytes


class Relay:
    """A client that keeps its connection open between mails. Not for several threads at once."""

    def __init__(
        self,
        address: RelayAddress,
        *,
        timeout: float = 60,
        answer_timeout: float | None = None,
        helo: str = "",
    ) -> None:
        """Wait `timeout` seconds for each step, `answer_timeout` for the answer to a whole mail."""
        self._address = address
        self._timeout = timeout
        self._answer_timeout = answer_timeout or timeout
        self._helo = helo or "localhost"
        self._connection: smtplib.SMTP | None = None
        self._token, self._token_ends = "", 0.0

    def send(
        self, sender: str, recipient: str, raw: bytes, may_end: MayEnd = lambda: True
    ) -> Outcome:
        """Hand `raw` over for `recipient`; `sender` is the return path, "" for none.

        Never raises for what the network or the other server does, but what `may_end` raises.
        """
        if self._address.plain_returns and "+" in sender:
            local, _, domain = sender.rpartition("@")
            sender = f"{local.partition('+')[0]}@{domain}"
        try:
            refusal = self._introduce(sender, recipient)
        except smtplib.SMTPAuthenticationError as error:
            self._token_ends = 0.0
            return self._away(error.smtp_code, "The mail relay refused our password.")
        except oauth.NotGranted as refused:
            return self._away(0, str(refused))
        except (OSError, smtplib.SMTPException) as error:
            if self._connection is not None:
                return self._broke(error)
            return self._away(0, f"The mail relay can't be reached: {_said(error)}")
        except ValueError as error:  # what SMTP has no way to say
            if self._connection is None:
                return self._away(0, f"The mail relay can't be reached: {_said(error)}")
            self._drop()
            return Outcome(Came.REFUSED, 0, f"This address can't be sent to: {_said(error)}")
        if refusal is not None:
            return refusal
        return self._hand_over(raw, may_end)

    def give_up(self) -> None:
        """End whatever it waits for, from another thread: what is under way breaks off."""
        connection = self._connection
        if connection is not None and connection.sock is not None:
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it has ended by itself meanwhile

    def close(self) -> None:
        """Leave; the next `send` connects anew."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.quit()
        except (OSError, smtplib.SMTPException):
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _introduce(self, sender: str, recipient: str) -> Outcome | None:
        """MAIL and RCPT; an outcome where the other server says no."""
        kept = self._connection is not None
        connection = self._connection or self._connect()
        try:
            code, answer = self._mail(connection, sender, recipient)
        except smtplib.SMTPServerDisconnected:
            if not kept:
                raise
            self._connection = None  # it went while idle: nothing was handed over, so once more
            connection = self._connect()
            code, answer = self._mail(connection, sender, recipient)
        if code == 250:
            code, answer = connection.rcpt(recipient)
        if code in (250, 251):
            return None
        return self._no(connection, code, answer)

    def _mail(self, connection: smtplib.SMTP, sender: str, recipient: str) -> tuple[int, bytes]:
        options: list[str] = []
        if not (sender.isascii() and recipient.isascii()):
            if not connection.has_extn("smtputf8"):
                return 553, b"Our mail relay can't send to addresses with such letters"
            options = ["SMTPUTF8", "BODY=8BITMIME"]
        return connection.mail(sender, options)

    def _connect(self) -> smtplib.SMTP:
        at = self._address
        if at.tls == "from the start":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                at.host, at.port, self._helo, timeout=self._timeout, context=_verifying()
            )
        else:
            connection = smtplib.SMTP(at.host, at.port, self._helo, timeout=self._timeout)
        try:
            # A mail's end is sent by itself: without this it waits for an answer that is delayed.
            _socket(connection).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.ehlo()
            if at.tls == "verified" and not connection.has_extn("starttls"):
                raise smtplib.SMTPException("it doesn't offer encryption (STARTTLS)")
            if at.tls != "from the start" and connection.has_extn("starttls"):
                connection.starttls(context=_verifying() if at.tls == "verified" else _any())
                connection.ehlo()
            if at.grant is not None:
                self._log_in_by_token(connection, at.grant)
            elif at.user:
                connection.login(at.user, at.password)
        except (OSError, smtplib.SMTPException, oauth.NotGranted):
            connection.close()
            raise
        self._connection = connection
        return connection

    def _log_in_by_token(self, connection: smtplib.SMTP, grant: oauth.Grant) -> None:
        """XOAUTH2, as Microsoft and Google have it; a token is kept for as long as it lives."""
        if time.monotonic() >= self._token_ends:
            token = oauth.exchange(grant)
            self._token = token.value
            self._token_ends = time.monotonic() + max(token.lives - EARLY, 0.0)
        said = f"user={self._address.user}\1auth=Bearer {self._token}\1\1"

        def answer(challenge: bytes | None = None) -> str:
            return said if challenge is None else ""  # why not is in the challenge, then it says no

        connection.auth("XOAUTH2", answer)

    def _hand_over(self, raw: bytes, may_end: MayEnd) -> Outcome:
        connection = self._connection
        assert connection is not None
        try:
            code, answer = connection.docmd("DATA")
            if code != 354:
                return self._no(connection, code, answer)
            self._send(connection, _stuffed(raw))
        except (OSError, smtplib.SMTPException) as error:
            return self._broke(error)
        if not self._asked(may_end):
            return Outcome(Came.LATER, 0, "Another worker took it over.")
        try:
            _socket(connection).settimeout(self._answer_timeout)
            connection.send(b".\r\n")
            code, answer = connection.getreply()
            _socket(connection).settimeout(self._timeout)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return _in_doubt(f"The connection broke before the mail relay's answer: {_said(error)}")
        if 200 <= code < 300:
            return Outcome(Came.ACCEPTED, code, _text(answer))
        if 400 <= code < 600:
            return self._no(connection, code, answer)
        self._drop()
        return _in_doubt(f"The mail relay's answer says neither yes nor no: {_odd(code, answer)}")

    def _send(self, connection: smtplib.SMTP, content: bytes) -> None:
        """In pieces: the timeout is for each, so that a large mail may take long."""
        for at in range(0, len(content), _PIECE):
            connection.send(content[at : at + _PIECE])

    def _asked(self, may_end: MayEnd) -> bool:
        """Ask; where the end may not be sent, or asking fails, the mail is broken off."""
        may = False
        try:
            may = may_end()
        finally:
            if not may:
                self._drop()
        return may

    def _no(self, connection: smtplib.SMTP, code: int, answer: bytes) -> Outcome:
        """What an answer other than yes means while the relay has no whole mail, or has said so."""
        if code == 421 or not 400 <= code < 600:
            self._drop()
            return Outcome(
                Came.LATER, max(code, 0), f"The mail relay said: {_odd(code, answer)}", True
            )
        try:
            connection.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()
        came = Came.REFUSED if code >= 500 else Came.LATER
        return Outcome(came, code, _text(answer) or "The mail relay gave no reason.")

    def _broke(self, error: Exception) -> Outcome:
        """The end was not sent, so the other server has no whole mail to take."""
        self._drop()
        return Outcome(Came.LATER, 0, f"The connection broke on the way: {_said(error)}", True)

    def _away(self, code: int, sentence: str) -> Outcome:
        self.close()
        return Outcome(Came.LATER, code, sentence, stands_still=True, taken_up=False)

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _in_doubt(sentence: str) -> Outcome:
    return Outcome(Came.UNCERTAIN, 0, sentence, stands_still=True)


def _odd(code: int, answer: bytes) -> str:
    said = _text(answer)
    return f"{code} {said}".strip() if code > 0 else said or "something that is no answer"


def _socket(connection: smtplib.SMTP) -> socket.socket:
    """The socket of a client that is connected."""
    assert connection.sock is not None
    return connection.sock


def _stuffed(raw: bytes) -> bytes:
    """`raw` with CRLF line ends, a line's leading dot doubled, a line end at its end."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    if lines.startswith(b"."):
        lines = b"." + lines
    lines = lines.replace(b"\r\n.", b"\r\n..")
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _verifying() -> ssl.SSLContext:
    return ssl.create_default_context()


def _any() -> ssl.SSLContext:
    """Better than plain text between machines of one house, and no claim to more."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _text(answer: bytes) -> str:
    return one_line(answer.decode("utf-8", "replace"), 500)


def _said(error: Exception) -> str:
    words = error.strerror if isinstance(error, OSError) else ""
    return one_line(words or str(error) or type(error).__name__, 300)
