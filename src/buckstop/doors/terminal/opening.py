"""What `serve` does before it imports Django: ports, settings, and the database on its way."""

import argparse
import gc
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.places import default_folder
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
from buckstop.kit.processes import CannotListen, bind
from buckstop.kit.stop import Stop


class Attaching(threading.Thread):
    """Attaches the embedded database, which may have to be made, while Django is imported."""

    def __init__(self, folder: Path) -> None:
        super().__init__(name="attaching", daemon=True)
        self.cluster = Cluster(folder)
        self._failure: DatabaseUnavailable | None = None

    def run(self) -> None:
        try:
            self.cluster.attach()
        except DatabaseUnavailable as failure:
            self._failure = failure

    def attached(self) -> Cluster:
        """Wait for it. Raises Stop with the reason where there is none."""
        self.join()
        if self._failure is not None:
            raise Stop(str(self._failure)) from self._failure
        return self.cluster


@dataclass(frozen=True)
class Opened:
    """The listening sockets, as descriptors with their ports, and the database on its way.

    `attaching` is None where DATABASE_URL names a server.
    """

    pages: int
    mail: int
    mail_port: int
    attaching: Attaching | None


def run(args: argparse.Namespace) -> None:
    """Leave what was opened in `args.opened`, and in the environment what the settings need."""
    gc.disable()  # until Django is imported: there is no garbage in what is being built
    try:
        pages = bind(args.host, args.port)
        mail = bind(args.smtp_host, args.smtp_port, "--smtp-port")
    except CannotListen as taken:
        raise Stop(str(taken)) from taken
    port, mail_port = pages.getsockname()[1], mail.getsockname()[1]
    os.environ.setdefault("BUCKSTOP_URL", f"http://localhost:{port}")
    os.environ["BUCKSTOP_SMTP_PORT"] = str(mail_port)
    if args.demo:
        os.environ["BUCKSTOP_DEMO"] = "1"
    attaching = None
    if not os.environ.get("DATABASE_URL"):
        attaching = Attaching(default_folder())
        attaching.start()
    args.opened = Opened(pages.detach(), mail.detach(), mail_port, attaching)
