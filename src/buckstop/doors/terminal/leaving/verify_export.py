"""Check that an export of Buckstop is whole, and that nothing in it was changed.

    python3 verify_export.py [FOLDER]

FOLDER is the export, by default the one that this program stands in. Needs Python 3.8, no more,
and about 100 MB for a million rows. Ends with 0 when all is well, with 1 and the first thing that
isn't, otherwise. Every file is there with the lines and the SHA-256 of the manifest; every line is
as schema.json says and what it refers to is there; every text has the digest by which the ledger
names it; and each chain of the ledger follows from its first entry, by its seals.
"""

from __future__ import annotations  # for Python 3.8

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

try:
    from buckstop.ledger.export_verifier import Changed, check_chain, salted
except ImportError:  # beside an export, where no Buckstop is
    from export_verifier import Changed, check_chain, salted  # type: ignore[import-not-found, no-redef]

FORMAT, VERSION = "buckstop export", 1
ENTRIES, BODIES = "ledger_entry", "ledger_body"
TYPES: dict[str, Any] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list,
    "object": dict, "null": type(None),
}  # fmt: skip


def digest_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield json.loads(line)
            except ValueError:
                raise Changed(f"line {number} of {path.name} can't be read") from None


def check_files(folder: Path, manifest: dict[str, Any]) -> int:
    """How many files are there, all of them as they were written."""
    count = 0
    for name, said in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            raise Changed(f"{name} is missing")
        if digest_of(path) != said["sha256"]:
            raise Changed(f"{name} isn't as it was written")
        count += 1
    for said in lines(folder / "files.jsonl"):
        path = folder / said["path"]
        if not path.is_file() or path.stat().st_size != said["size"]:
            raise Changed(f"{said['path']} is missing, or has another size")
        if digest_of(path) != said["sha256"]:
            raise Changed(f"{said['path']} isn't as it was written")
        count += 1
    return count


def fits(value: Any, kinds: Any) -> bool:
    if kinds is None:
        return True
    named = kinds if isinstance(kinds, list) else [kinds]
    is_truth = isinstance(value, bool)  # which Python counts as an integer too
    return any(isinstance(value, TYPES[one]) and (one == "boolean") == is_truth for one in named)


def check_row(table: str, row: dict[str, Any], schema: dict[str, Any]) -> None:
    properties = schema["properties"]
    if row.keys() != properties.keys():
        raise Changed(f"a row of {table} has other columns than schema.json says")
    for name, value in row.items():
        if not fits(value, properties[name].get("type")):
            raise Changed(f"{name} of a row of {table} isn't what schema.json says: {value!r}")


class Tables:
    """The rows of an export, read twice: for their keys, then for what they refer to."""

    def __init__(self, folder: Path, schemas: dict[str, Any]) -> None:
        self.folder = folder
        self.schemas = {name: one for name, one in schemas.items() if name != "problem"}
        self.rows = 0
        self.wanted = {
            said["refers_to"]
            for one in self.schemas.values()
            for said in one["properties"].values()
            if "refers_to" in said
        }
        self.keys: dict[str, set[Any]] = {}

    def of(self, table: str) -> Iterator[dict[str, Any]]:
        return lines(self.folder / "tables" / (table + ".jsonl"))

    def check(self) -> None:
        for table, schema in self.schemas.items():
            here = self.keys[table] = set()
            for row in self.of(table):
                check_row(table, row, schema)
                self.rows += 1
                if table in self.wanted:
                    here.add(row[schema["key"]])
        for table, schema in self.schemas.items():
            refers = {
                name: said["refers_to"]
                for name, said in schema["properties"].items()
                if said.get("refers_to") in self.keys
            }
            for row in self.of(table) if refers else ():
                for name, other in refers.items():
                    if row[name] is not None and row[name] not in self.keys[other]:
                        raise Changed(f"{name} of a row of {table} refers to what isn't there")


def left_of(tables: Tables) -> set[tuple[str, str]]:
    """The digests of what was blacked out, each with that of what was left."""
    found: set[tuple[str, str]] = set()
    for row in tables.of(ENTRIES):
        if row["code"] == "bodies-erased":
            fields = json.loads(row["content"])["fields"]
            found.update(zip(fields.get("digests", ()), fields.get("left", ())))  # noqa: B905 (3.8)
    return found


def check_bodies(tables: Tables) -> int:
    """How many texts and files have the digest by which the ledger names them; and what is left
    of those that were blacked out is what it says."""
    count, left = 0, left_of(tables)
    for row in tables.of(BODIES):
        if row["erased_at"] is not None:
            here = row["text"]
            if here is None or (row["digest"], salted(row["salt"], here.encode())) in left:
                continue
            raise Changed(f"what was left of {row['digest']} was changed")
        written = (row["text"] or "").encode()
        if row["raw"] is not None:
            written = (tables.folder / row["raw"]).read_bytes()
        if salted(row["salt"], written) != row["digest"]:
            raise Changed(f"what was written with digest {row['digest']} was changed")
        count += 1
    return count


def chains(tables: Tables) -> Iterator[dict[str, Any]]:
    """The chains of the ledger as the verifier of a problem's export reads them."""
    heads = {row["id"]: row["head"] for row in tables.of("ledger_chain")}
    entries: list[dict[str, Any]] = []
    chain = None
    for row in tables.of(ENTRIES):
        if row["chain_id"] != chain and chain is not None:
            yield told(chain, heads, entries)
            entries = []
        chain = row["chain_id"]
        entries.append(row)
    if chain is not None:
        yield told(chain, heads, entries)


def told(chain: str, heads: dict[str, str], entries: list[dict[str, Any]]) -> dict[str, Any]:
    if chain not in heads:
        raise Changed(f"chain {chain} is missing")
    return {"chain": chain.replace("-", ""), "head": heads[chain], "entries": entries}


def check(folder: Path) -> str:
    """One line on what was found; raises Changed."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        schema = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as failure:
        raise Changed(f"{folder} is no export of Buckstop: {failure}") from None
    if (manifest.get("format"), manifest.get("version")) != (FORMAT, VERSION):
        raise Changed(f"{folder} has a format that this program doesn't know")
    files = check_files(folder, manifest)
    tables = Tables(folder, schema["$defs"])
    tables.check()
    texts = check_bodies(tables)
    count = entries = 0
    for chain in chains(tables):
        hashes, _ = check_chain(chain)
        count, entries = count + 1, entries + len(hashes)
    return (
        f"Whole and unchanged: {files:,} files, {tables.rows:,} rows in {len(tables.schemas)} "
        f"tables, {texts:,} texts, {entries:,} entries in {count:,} chains."
    )


def main(arguments: list[str]) -> int:
    if len(arguments) > 1 or any(one.startswith("-") for one in arguments):
        print((__doc__ or "").strip())
        return 2
    try:
        print(check(Path(arguments[0]) if arguments else Path(__file__).resolve().parent))
    except Changed as changed:
        print(f"Not as it was: {changed}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
