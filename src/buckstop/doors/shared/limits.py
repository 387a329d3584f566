"""How often somebody may come: a window of fixed length for each, counted in the database.

The database, because it is what all our processes share; an unlogged table, because a crash may
forget it. One statement a request, outside any other transaction.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address

from django.db import connection
from django.utils.crypto import salted_hmac

_COUNT = """
INSERT INTO components_tally (key, ends_at, count) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN components_tally.ends_at = excluded.ends_at
                 THEN components_tally.count + 1 ELSE 1 END,
    ends_at = excluded.ends_at
RETURNING count
"""
_LESS = """
UPDATE components_tally SET count = count - 1 WHERE key = %s AND ends_at = %s AND count > 0
"""
_SWEEP = """
DELETE FROM components_tally WHERE key IN (
    SELECT key FROM components_tally WHERE ends_at < %s LIMIT 50 FOR UPDATE SKIP LOCKED)
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in each window of `seconds`."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Counted:
    """How `who` stands with a limit: `left` times until in `seconds` the next window begins;
    `over` where this one is too many."""

    limit: Limit
    left: int
    seconds: int
    over: bool


def wait(limit: Limit, who: str, at: datetime) -> int:
    """Count that `who` comes once more: 0 where they may, else the seconds until they may again."""
    found = count(limit, who, at)
    return found.seconds if found.over else 0


def count(limit: Limit, who: str, at: datetime) -> Counted:
    """Count that `who` comes once more."""
    stamp, ends = int(at.timestamp()), _ends(limit, at)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(limit, who), datetime.fromtimestamp(ends, UTC)])
        [(times,)] = cursor.fetchall()
        if times == 1:  # whoever comes new sweeps up after those who are gone
            cursor.execute(_SWEEP, [at])
    return Counted(limit, max(limit.most - times, 0), ends - stamp, over=times > limit.most)


def give_back(limit: Limit, who: str, at: datetime) -> None:
    """Count one time less in the running window: it was no time to be counted."""
    with connection.cursor() as cursor:
        ends = datetime.fromtimestamp(_ends(limit, at), UTC)
        cursor.execute(_LESS, [_key(limit, who), ends])


def _ends(limit: Limit, at: datetime) -> int:
    return (int(at.timestamp()) // limit.seconds + 1) * limit.seconds


def _key(limit: Limit, who: str) -> str:
    return salted_hmac(f"buckstop.limit.{limit.name}", who, algorithm="sha256").hexdigest()[:32]


def network(address: str) -> str:
    """Who an address stands for: itself, or the /64 that one IPv6 line has to itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Address(int(found) >> 64 << 64))
    return str(found)
