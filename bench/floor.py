"""The floor of accepting mail: an SMTP server that only writes each mail to the disk.

`python -m bench.floor SOCKET FOLDER`: aiosmtpd with a handler that writes a file, has it flushed to
the disk, and answers 250. It knows no addresses, keeps no copies apart and can't find anything
again; nothing that is to be kept safe can be quicker on this machine with this library.
"""

import asyncio
import os
import socket
import sys
from itertools import count
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class Files:
    """Writes each mail to a file of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Flushed before 250 is said."""
        del server, session
        name = str(self._folder / f"{next(self._numbers)}.eml")
        opened = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(opened, envelope.original_content or b"")
            os.fsync(opened)
        finally:
            os.close(opened)
        return "250 2.6.0 Received and stored."


async def serve(given: socket.socket, folder: Path) -> None:
    """Until killed."""
    loop = asyncio.get_running_loop()
    files = Files(folder)
    server = await loop.create_server(
        lambda: SMTP(files, loop=loop, hostname="floor.example"), sock=given, backlog=512
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])))
