"""A mail server that takes everything and keeps nothing: where our relay leads in benchmarks.

`python -m bench.sink SOCKET`. A real conversation, with PIPELINING, in as little as it takes.
"""

import asyncio
import socket
import sys

GREETING = b"220 sink.example ESMTP\r\n"
EXTENSIONS = b"250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n"
ANSWERS = {b"HELO": b"250 sink.example\r\n", b"EHLO": EXTENSIONS, b"QUIT": b"221 2.0.0 Bye\r\n",
           b"DATA": b"354 Go on\r\n"}  # fmt: skip
OK = b"250 2.0.0 OK\r\n"


async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One client, until it leaves."""
    writer.write(GREETING)
    try:
        while command := (await reader.readline())[:4].upper():
            writer.write(ANSWERS.get(command, OK))
            if command == b"DATA":
                await writer.drain()
                await reader.readuntil(b"\r\n.\r\n")
                writer.write(OK)
            if command == b"QUIT":
                break
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    writer.close()


async def serve(given: socket.socket) -> None:
    """Until killed."""
    server = await asyncio.start_server(talk, sock=given, limit=2**26)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(socket.socket(fileno=int(sys.argv[1]))))
