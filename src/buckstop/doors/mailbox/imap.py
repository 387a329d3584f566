"""The mail accounts that are read by IMAP: a thread each, beside the SMTP server.

What a thread does is the same whenever it begins: take in what is missing, then listen until the
server has something to say. Nothing is remembered between two connections but what the database
holds, so a kill at any moment costs nothing and counts nothing twice.
"""

import logging
import threading
import time
from uuid import UUID

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from buckstop.incoming.accounts.client import Folder, Unreachable
from buckstop.incoming.accounts.tokens import Tokens
from buckstop.incoming.actions.fetching import catch_up, failed, heard, reread
from buckstop.incoming.models import MailAccount
from buckstop.kit import clock
from buckstop.notices.live import announcer

LOOK = 5.0  # seconds between two looks which accounts there are
LISTEN = 60.0  # seconds for which a server is listened to before it is asked anyway
ASK = 20.0  # seconds between two questions to a server that can't be listened to
FIRST_REST, LONGEST_REST = 5.0, 60.0  # seconds after a failure, doubling
AWAY = (OperationalError, InterfaceError)

log = logging.getLogger(__name__)


class Accounts:
    """Reads every account that there is, from its own thread, until told to stop."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._readers: dict[UUID, threading.Thread] = {}
        self._thread = threading.Thread(target=self._run, name="accounts", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Take up nothing more, and let what is in hand be finished."""
        self._stopping.set()
        ends = time.monotonic() + seconds
        for thread in [self._thread, *self._readers.values()]:
            thread.join(max(ends - time.monotonic(), 0.1))

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                close_old_connections()
                keys = MailAccount.objects.filter(ended_at=None).values_list("pk", flat=True)
                for key in list(keys):
                    self._begin(key)
            except AWAY:
                connection.close()
            self._stopping.wait(LOOK)
        connection.close()

    def _begin(self, key: UUID) -> None:
        thread = self._readers.get(key)
        if thread is None or not thread.is_alive():
            reader = Reader(key, self._stopping)
            thread = threading.Thread(target=reader.run, name=f"account {key}", daemon=True)
            self._readers[key] = thread
            thread.start()


class Reader:
    """Reads one account for as long as it is there."""

    def __init__(self, key: UUID, stopping: threading.Event) -> None:
        self.key = key
        self._stopping = stopping
        self._rest = FIRST_REST
        self._tokens = Tokens()

    def run(self) -> None:
        """Read, again and again, whatever fails."""
        while not self._stopping.is_set():
            try:
                account = reread(self.key)
                if account is None:
                    break
                self._read(account)
            except AWAY:
                connection.close()
                self._pause()
        connection.close()

    def _read(self, account: MailAccount) -> None:
        """One connection, until it ends or the account is another."""
        folder: Folder | None = None
        try:
            folder = Folder.opened(self._tokens.login(account))
            while self._going(account):
                self._round(account, folder)
        except Unreachable as failure:
            log.warning("mail account %s: %s", account.pk, failure)
            failed(account, str(failure), at=clock.now())
            self._pause()
        finally:
            if folder is not None:
                folder.close()

    def _round(self, account: MailAccount, folder: Folder) -> None:
        if catch_up(account, folder, at=clock.now()):
            announcer.committed([])
        heard(account, at=clock.now())
        self._rest = FIRST_REST
        if folder.can_wait:
            folder.wait(LISTEN, lambda: not self._stopping.is_set())
        else:
            self._stopping.wait(ASK)

    def _going(self, account: MailAccount) -> bool:
        """Whether this connection is still that of the account as it is now."""
        now = reread(self.key)
        same = now is not None and _way_in(now) == _way_in(account)
        return same and not self._stopping.is_set() and not self._tokens.are_over

    def _pause(self) -> None:
        self._stopping.wait(self._rest)
        self._rest = min(self._rest * 2, LONGEST_REST)


def _way_in(account: MailAccount) -> tuple[object, ...]:
    return (
        account.host, account.port, account.security, account.user, account.folder, account.grant,
        account.secret, account.address, account.token_url, account.client_id, account.scope,
    )  # fmt: skip
