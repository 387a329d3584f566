"""Embedded PostgreSQL: one server per data folder, started by whoever needs it first.

    from buckstop.kit.postgres import Cluster
    with Cluster(folder).in_use() as cluster:
        psycopg.connect(cluster.url())

The folder holds `data/` (PostgreSQL's own), `run/` (the socket, 0700), `postgres.log`, and two
lock files, of which the kernel lets go even at kill -9:

server.lock   held exclusively by the keeper and by every process of PostgreSQL, which inherit it.
              Who gets it knows that nothing of ours is alive here: a process id in a file can
              belong to anybody by now, and a zombie still has one; a lock can't lie.
users.lock    held shared by every Buckstop process that uses the server.

Whether it runs is decided by connecting and comparing `data_directory`. If it doesn't, whoever
gets server.lock starts it: not as its own child, since a short command must not take the server
with it when it ends, but through a keeper (`keeper.py`: one small detached process, standard
library only). The keeper is PostgreSQL's parent, and stops it when it gets users.lock exclusively,
which means that nobody uses it any more. A newcomer waits for that lock while the server stops,
and then starts it again, so nobody ever loses the server under their feet.

    somebody dies             what follows
    a user, even by kill -9   its lock is gone; the last one ends the server, after a grace
    the keeper                PostgreSQL ends at once (PDEATHSIG, Linux); the next attach() starts
                              it, and it recovers
    the socket's file         the keeper ends PostgreSQL; the next attach() starts it
    PostgreSQL                the keeper ends; the next attach() starts it, and it recovers
    all of them               the next attach() starts it, and it recovers

No process is ever signalled but the keeper's own child, and a server that outlived its keeper and
answers nobody. Where PDEATHSIG doesn't exist (macOS), a
server whose keeper was killed runs on, and is attached to, until it is stopped by hand.

Roles: `postgres` (superuser: making databases), `buckstop_owner` (owns them, runs migrations),
`buckstop` (the application, which gets what the migrations grant it). Whoever can reach the socket
is trusted: that is the account PostgreSQL runs under, and root.
"""

from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.places import default_folder
from buckstop.kit.postgres.unavailable import DatabaseUnavailable

__all__ = ["Cluster", "DatabaseUnavailable", "default_folder"]
