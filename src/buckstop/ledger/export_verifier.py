"""Check that nothing in an export of Buckstop's ledger was changed. Needs Python 3.8, no more.

    python export_verifier.py EXPORT.json [HEAD ...]

HEAD is the chain's head as it stands at the foot of a mail from the desk, whole or its first eight
characters or more: it has to be in the export. Ends with 0 when all is well; with 1 and the first
thing that isn't, otherwise; with 2 where it was asked wrongly. Every entry of a chain has a seal,
which holds the SHA-256 of the seal before; of the entries that are yours the content is here too,
and the seal holds the salted SHA-256 of it. What was erased is gone, and an entry has to say so.
"""

from __future__ import annotations  # for Python 3.8

import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

DIGEST = re.compile("[0-9a-f]{64}")
VERSION = 1
LEAST = 8  # characters of a head


class Changed(Exception):
    """Something isn't as it was sealed."""


class Unclear(Exception):
    """It isn't clear what is asked."""


def salted(salt: str, content: bytes) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + content).hexdigest()


def check_chain(chain: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The hashes of the chain's seals, and the contents that are shown."""
    hashes = ["00" * 32]
    contents = []
    for place, entry in enumerate(chain["entries"], start=1):
        where = f"entry {place} of chain {chain['chain']}"
        seal = json.loads(entry["seal"])
        if entry["number"] != place or seal["number"] != place or seal["chain"] != chain["chain"]:
            raise Changed(f"{where} is missing or stands in the wrong place")
        if seal["version"] != VERSION:
            raise Changed(f"{where} has a format that this program doesn't know")
        if seal["previous"] != hashes[-1]:
            raise Changed(f"{where} doesn't follow the entry before it: one of the two was changed")
        if "content" in entry:
            if salted(entry["salt"], entry["content"].encode()) != seal["content"]:
                raise Changed(f"{where} says something else than what was sealed")
            contents.append(entry["content"])
        hashes.append(hashlib.sha256(entry["seal"].encode()).hexdigest())
    if chain["head"] != hashes[-1]:
        raise Changed(f"the head of chain {chain['chain']} isn't that of its last entry")
    return hashes[1:], contents


def check_erasures(erasures: list[dict[str, Any]]) -> tuple[set[str], int, set[tuple[str, str]]]:
    """The digests of what entries say was erased, how many older entries say without them, and
    the digests with those of what was left of it."""
    named: set[str] = set()
    left: set[tuple[str, str]] = set()
    unnamed = 0
    for entry in erasures:
        if salted(entry["salt"], entry["content"].encode()) != json.loads(entry["seal"])["content"]:
            raise Changed("an entry about what was erased says something else than was sealed")
        content = json.loads(entry["content"])
        if content["code"] != "bodies-erased":
            raise Changed("an entry that should say what was erased says something else")
        fields = content["fields"]
        named.update(fields.get("digests", ()))
        left.update(zip(fields.get("digests", ()), fields.get("left", ())))  # noqa: B905 (3.8)
        unnamed += 0 if "digests" in fields else fields["count"]
    return named, unnamed, left


def check_erased(bodies: dict[str, Any], erasures: list[dict[str, Any]]) -> int:
    """How many texts were erased; of each an entry has to say so."""
    gone = {digest for digest, body in bodies.items() if "erased_at" in body}
    named, unnamed, left = check_erasures(erasures)
    for digest in sorted(gone):
        here = bodies[digest]
        if "text" in here and (digest, salted(here["salt"], here["text"].encode())) not in left:
            raise Changed(f"what was left of what was written with digest {digest} was changed")
    unsaid = sorted(gone - named)
    if len(unsaid) > unnamed:
        raise Changed(f"what was written with digest {unsaid[0]} is gone, and no entry says so")
    return len(gone)


def check_bodies(bodies: dict[str, Any], contents: list[str]) -> int:
    """How many texts are here; every one that an entry speaks of has to be, or to be erased."""
    for content in contents:
        for value in json.loads(content)["fields"].values():
            if isinstance(value, str) and DIGEST.fullmatch(value) and value not in bodies:
                raise Changed(f"what was written with digest {value} is missing")
    for digest, body in bodies.items():
        if "erased_at" in body:
            continue
        written = base64.b64decode(body["raw"]) if "raw" in body else body["text"].encode()
        if salted(body["salt"], written) != digest:
            raise Changed(f"what was written with digest {digest} was changed")
    return sum("erased_at" not in body for body in bodies.values())


def check_head(head: str, hashes: list[str]) -> None:
    """A head, or its beginning, is that of one of the entries."""
    begins = head.lower().rstrip(".…")
    if len(begins) < LEAST or not re.fullmatch("[0-9a-f]{1,64}", begins):
        raise Unclear(f"{head} is no head: give {LEAST} characters or more, or all 64")
    found = {one for one in hashes if one.startswith(begins)}
    if not found:
        raise Changed(f"no entry has the head {head}: the chain was made anew since that mail")
    if len(found) > 1:
        raise Unclear(f"{len(found)} entries have a head that begins with {head}: give all 64")


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def check(export: dict[str, Any], heads: list[str]) -> str:
    """One line on what was found; raises Changed."""
    hashes: list[str] = []
    contents: list[str] = []
    for chain in export["chains"]:
        found, shown = check_chain(chain)
        hashes += found
        contents += shown
    texts = check_bodies(export["bodies"], contents)
    erased = check_erased(export["bodies"], export.get("erasures", []))
    for head in heads:
        check_head(head, hashes)
    entries = counted(len(hashes), "entry", "entries")
    chains = counted(len(export["chains"]), "chain", "chains")
    gone = (
        f"; {counted(erased, 'text was', 'texts were')} erased, as is on record" if erased else ""
    )
    where = f" {counted(len(heads), 'head', 'heads')} from mails found." if heads else ""
    return (
        f"Nothing was changed: {entries} in {chains}, {len(contents)} of them shown, "
        f"with {counted(texts, 'text', 'texts')}{gone}.{where}"
    )


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        export = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
        print(check(export, arguments[1:]))
    except OSError as error:
        print(f"{arguments[0]} can't be read: {error.strerror}", file=sys.stderr)
        return 2
    except Unclear as asked:
        print(f"{asked}.", file=sys.stderr)
        return 2
    except Changed as found:
        print(f"Changed: {found}.", file=sys.stderr)
        return 1
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"Changed: this isn't an export as Buckstop writes it ({error!r}).", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
