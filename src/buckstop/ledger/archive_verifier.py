"""Check that nothing in an archive of Buckstop's ledger was changed. Needs Python 3.8, no more.

    python3 archive_verifier.py FOLDER

Ends with 0 when all is well, with 1 and the first thing that isn't. A file holds the entries of a
month, by chain and number; `manifest.json` says how many lines each has, and its SHA-256. Every
entry has a seal, which holds the SHA-256 of the seal before it in its chain and the salted SHA-256
of its content, so that all of them stand or fall together.
"""

from __future__ import annotations  # for Python 3.8

import gzip
import hashlib
import heapq
import json
import sys
from pathlib import Path
from typing import Any, Iterator  # noqa: UP035 (for Python 3.8)

FORMAT, VERSION = "buckstop archive", 1
SEAL = 1  # the version of a seal
MANIFEST = "manifest.json"
PIECE = 1 << 20
BEGIN = "00" * 32


class Changed(Exception):
    """Something isn't as it was archived."""


def manifest_of(folder: Path) -> dict[str, Any]:
    """What an archive says of itself."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Changed(f"{folder} holds no archive: there is no {MANIFEST} to be read") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Changed(f"{folder / MANIFEST} is of no archive")
    if found.get("version") != VERSION:
        raise Changed(f"this program doesn't know version {found.get('version')} of an archive")
    return found


def sum_of(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    made = hashlib.sha256()
    with file.open("rb") as opened:
        for piece in iter(lambda: opened.read(PIECE), b""):
            made.update(piece)
    return made.hexdigest()


def check_files(folder: Path) -> dict[str, Any]:
    """Every file is there, and as it was written; returns the manifest."""
    manifest = manifest_of(folder)
    for one in manifest["files"]:
        file = folder / one["name"]
        if not file.exists():
            raise Changed(f"{one['name']} is missing")
        if sum_of(file) != one["sha256"]:
            raise Changed(f"{one['name']} isn't as it was written")
    return manifest


def lines(file: Path) -> Iterator[dict[str, Any]]:
    """The entries in a file."""
    with gzip.open(file, "rt", encoding="utf-8") as opened:
        for line in opened:
            yield json.loads(line)


def place(entry: dict[str, Any]) -> tuple[str, int]:
    return entry["chain"], entry["number"]


def checked(folder: Path) -> Iterator[dict[str, Any]]:
    """Every entry of an archive, chain by chain, with its `hash`, once it is seen to be right."""
    manifest = check_files(folder)
    files = [lines(folder / one["name"]) for one in manifest["files"]]
    chain, number, previous, count = "", 0, BEGIN, 0
    for entry in heapq.merge(*files, key=place):
        if entry["chain"] != chain:
            chain, number, previous = entry["chain"], 0, BEGIN
        number += 1
        previous = check(entry, number, previous)
        count += 1
        yield {**entry, "hash": previous}
    if count != sum(one["lines"] for one in manifest["files"]):
        raise Changed("there are not as many entries as were written")


def check(entry: dict[str, Any], number: int, previous: str) -> str:
    """An entry that must be the one of that number, after that hash; returns its own."""
    where = f"entry {number} of chain {entry['chain']}"
    seal = json.loads(entry["seal"])
    if entry["number"] != number or seal["number"] != number or seal["chain"] != entry["chain"]:
        raise Changed(f"{where} is missing or stands in the wrong place")
    if seal["version"] != SEAL:
        raise Changed(f"{where} has a format that this program doesn't know")
    if seal["previous"] != previous:
        raise Changed(f"{where} doesn't follow the entry before it: one of the two was changed")
    said = bytes.fromhex(entry["salt"]) + entry["content"].encode()
    if hashlib.sha256(said).hexdigest() != seal["content"]:
        raise Changed(f"{where} says something else than what was sealed")
    return hashlib.sha256(entry["seal"].encode()).hexdigest()


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    try:
        count = sum(1 for _ in checked(Path(sys.argv[1])))
    except (Changed, OSError, ValueError, KeyError, EOFError) as wrong:
        print(f"Changed: {wrong}.")
        return 1
    print(f"Nothing was changed: {count:,} entries were checked.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
