"""A real IMAP server on a real port, in a thread: pymap, which keeps its mails in memory."""

import asyncio
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from imap_tools import MailBoxUnencrypted
from proxyprotocol.result import ProxyResultLocal
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, DictBackend, Login
from pymap.exceptions import InvalidAuth
from pymap.imap import IMAPServer
from pysasl import SASLAuth
from pysasl.creds.external import ExternalCredentials
from pysasl.hashing import BuiltinHash

USER, PASSWORD, TOKEN = "help@halden.example", "correct horse", "let-me-in"
FOLDER = "Desk"


class _Login(Login):
    """Takes the one token, by XOAUTH2."""

    async def authenticate(self, credentials: Any) -> Any:
        if isinstance(credentials, ExternalCredentials):
            if credentials._token != TOKEN:
                raise InvalidAuth()
            return self.demo_user_identity
        return await super().authenticate(credentials)


class _Config(Config):
    """Takes XOAUTH2 too; from this machine alone, so without TLS."""

    @property
    def tls_auth(self) -> SASLAuth:
        return SASLAuth.named([b"PLAIN", b"LOGIN", b"XOAUTH2"])


class ImapServer:
    """What a test does to it; each connection of its own, as somebody's phone would."""

    def __init__(self) -> None:
        self.port = 0
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="imap", daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(30)
        with self.connected(None) as box:
            box.folder.create(FOLDER)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    @contextmanager
    def connected(self, folder: str | None = FOLDER) -> Iterator[MailBoxUnencrypted]:
        """Somebody is logged in."""
        box = MailBoxUnencrypted("127.0.0.1", self.port, 30)
        box.login(USER, PASSWORD, initial_folder=folder)
        try:
            yield box
        finally:
            box.logout()

    def put(self, *raws: bytes, folder: str = FOLDER) -> None:
        """Mails come into the account."""
        with self.connected(None) as box:
            for raw in raws:
                box.append(raw, folder)

    def renumber(self, folder: str = FOLDER) -> None:
        """As a server does that was moved: every mail has another number, in a new numbering."""
        with self.connected(folder) as box:
            found = [box.client.uid("FETCH", uid, "(BODY.PEEK[])") for uid in box.uids()]
            raws = [data[0][1] for _status, data in found]
        with self.connected(None) as box:
            box.folder.delete(folder)
            box.folder.create(folder)
            for raw in raws:
                box.append(raw, folder)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._over = asyncio.Event()
        args: Any = Namespace(
            host=None, port="0", tls=False, cert=None, key=None, proxy_protocol=None,
            inherited_sockets=None, demo_data=False, demo_user=USER, demo_password=PASSWORD,
            debug=False, passlib_cfg=None,
        )  # fmt: skip
        config = _Config.from_args(args, hash_context=BuiltinHash(rounds=1))
        login = _Login(config)
        await DictBackend._add_demo_user(config, login)
        config.apply_context()
        serve = IMAPServer(login, config)

        open_ones: set[asyncio.Task[Any]] = set()

        async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            open_ones.add(task)
            await serve(reader, writer, SocketInfo.get(writer, ProxyResultLocal()))

        server = await asyncio.start_server(take, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._over.wait()
        server.close()
        for task in open_ones:
            task.cancel()
        await asyncio.gather(*open_ones, return_exceptions=True)
