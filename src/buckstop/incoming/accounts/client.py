"""A folder of a mail account, as its server has it. It is only read: no flag of it is changed.

Nothing here relies on flags: whoever opens a mail on a phone marks it as read for everybody.
"""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from typing import Self

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxStartTls, MailBoxUnencrypted

from buckstop.mail.storable import one_line

PATIENCE = 30.0  # seconds for each answer of a server
TOGETHER = 4 * 1024**2
"""Bytes of mails that are fetched by one command, or one mail that is larger."""
MANY = 500  # mails whose sizes are asked for at once
POLL = 2.0  # seconds between two looks whether to stop, while the server is listened to
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")


class Unreachable(Exception):
    """The account can't be read just now, as a sentence with the server's own words."""


@dataclass(frozen=True, slots=True)
class Login:
    """Where an account is and how one gets in: by a password, or by a token in its place."""

    host: str
    port: int
    security: str
    user: str
    folder: str = "INBOX"
    password: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail as its server lists it; `came_at` by the server's own clock."""

    uid: int
    size: int
    came_at: datetime | None


class Folder:
    """An open folder. Every method raises Unreachable where the server doesn't do its part."""

    def __init__(self, box: BaseMailBox, folder: str) -> None:
        self._box = box
        box.folder.set(folder, readonly=True)
        self.uidvalidity = self._number("UIDVALIDITY")
        self.uidnext = self._number("UIDNEXT")  # 0 where the server doesn't say
        _status, can = box.client.capability()  # another one than before the log-in
        self.can_wait = b"IDLE" in b" ".join(one for one in can if one).split()

    @classmethod
    def opened(cls, login: Login) -> Self:
        """Connect, log in and open the folder."""
        box: BaseMailBox | None = None
        try:
            box = _connected(login)
            if login.token:
                box.xoauth2(login.user, login.token, initial_folder=None)
            elif login.user.isascii() and login.password.isascii():
                box.login(login.user, login.password, initial_folder=None)
            else:
                box.login_utf8(login.user, login.password, initial_folder=None)
            return cls(box, login.folder)
        except _FAILS as failure:
            if box is not None:
                _cut(box)
            raise Unreachable(_said(failure)) from failure

    def uids(self, first: int) -> list[int]:
        """The numbers of the mails from `first` on, in their order."""
        with _failing():
            found = self._command("SEARCH", f"UID {first}:*")
            line = b" ".join(one for one in found if isinstance(one, bytes))
            # `n:*` names the last mail even where its number is below n
            return sorted({uid for uid in map(int, line.split()) if uid >= first})

    def listed(self, uids: Iterable[int]) -> list[Listed]:
        """Size and time of each that the server answers for."""
        found = []
        with _failing():
            for some in batched(uids, MANY):
                lines = self._command("FETCH", _set(some), "(UID RFC822.SIZE INTERNALDATE)")
                found += [one for line in lines if (one := _listed(line)) is not None]
        wanted = {one.uid: one for one in found}
        return [wanted[uid] for uid in sorted(wanted)]

    def contents(self, mails: Iterable[Listed], most: int) -> Iterator[tuple[Listed, bytes]]:
        """The bytes of each that the server gives, in their order; at most `most` of one."""
        for some in _together(mails):
            by_uid = {one.uid: one for one in some}
            large = len(some) == 1 and some[0].size > most
            item = f"BODY.PEEK[]<0.{most}>" if large else "BODY.PEEK[]"
            with _failing():
                parts = self._command("FETCH", _set(by_uid), f"(UID {item})")
            given = dict(_bodies(parts))
            yield from ((one, given[one.uid]) for one in some if one.uid in given)

    def wait(self, seconds: float, going: Callable[[], bool]) -> None:
        """Until the server has something to say, or `seconds` have passed, or `going` says no."""
        with _failing(), self._box.idle as idle:
            left = seconds
            while left > 0 and going():
                if idle.poll(timeout=min(POLL, left)):
                    return
                left -= POLL

    def close(self) -> None:
        """Say goodbye."""
        try:
            self._box.logout()
        except _FAILS:
            _cut(self._box)

    def _number(self, code: str) -> int:
        """What the server said of itself when the folder was opened; 0 where nothing."""
        _kind, said = self._box.client.response(code)
        return int(said[-1]) if said and said[-1] else 0

    def _command(self, *words: str) -> list[bytes | tuple[bytes, bytes] | None]:
        status, data = self._box.client.uid(*words)
        if status != "OK":
            raise Unreachable(f"The mail server said: {one_line(str(data), 300)}")
        return list(data)


_FAILS = (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError)


@contextmanager
def _failing() -> Iterator[None]:
    """What goes wrong inside is the server's."""
    try:
        yield
    except _FAILS as failure:
        raise Unreachable(_said(failure)) from failure


def _connected(login: Login) -> BaseMailBox:
    verifying = ssl.create_default_context()
    if login.security == "from the start":
        return MailBox(login.host, login.port, PATIENCE, ssl_context=verifying)
    if login.security == "verified":
        return MailBoxStartTls(login.host, login.port, PATIENCE, ssl_context=verifying)
    return MailBoxUnencrypted(login.host, login.port, PATIENCE)


def _cut(box: BaseMailBox) -> None:
    try:
        box.client.shutdown()
    except OSError:
        pass  # it was gone already


def _set(uids: Iterable[int]) -> str:
    return ",".join(map(str, uids))


def _together(mails: Iterable[Listed]) -> Iterator[list[Listed]]:
    """As many as fit into one command."""
    some: list[Listed] = []
    room = TOGETHER
    for one in mails:
        if some and one.size > room:
            yield some
            some, room = [], TOGETHER
        some.append(one)
        room -= one.size
    if some:
        yield some


def _listed(line: object) -> Listed | None:
    if not isinstance(line, bytes):
        return None
    uid, size = _UID.search(line), _SIZE.search(line)
    if uid is None or size is None:
        return None
    came = imaplib.Internaldate2tuple(line)
    at = datetime(*came[:6]).astimezone(UTC) if came else None
    return Listed(int(uid[1]), int(size[1]), at)


def _bodies(parts: list[bytes | tuple[bytes, bytes] | None]) -> Iterator[tuple[int, bytes]]:
    """Each literal with the number of its mail, which stands before it or behind it."""
    for at, part in enumerate(parts):
        if isinstance(part, tuple):
            behind = parts[at + 1] if at + 1 < len(parts) else b""
            uid = _UID.search(part[0]) or _UID.search(behind if isinstance(behind, bytes) else b"")
            if uid is not None:
                yield int(uid[1]), part[1]


def _said(failure: BaseException) -> str:
    """In a sentence; of what the library says only what the server said."""
    if isinstance(failure, Unreachable):
        return str(failure)
    told = getattr(failure, "command_result", None)
    words = told[1] if isinstance(told, tuple) and len(told) > 1 else failure
    if isinstance(words, list):
        words = b" ".join(one for one in words if isinstance(one, bytes))
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return f"The mail server can’t be read: {one_line(text, 300) or type(failure).__name__}"
