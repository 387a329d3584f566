"""A check for `verify`: what people wrote is there as sealed, or an entry says it was erased."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from uuid import UUID

from django.db.models import CharField, F, Func

from buckstop.ledger.entries import BodiesErased, named_in
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.rows import Broken, Row, read_content


class _Digest(Func):
    """The digest of what a body holds, "" of nothing; reckoned by the database."""

    template = (
        "coalesce(encode(pg_catalog.sha256("
        "salt || coalesce(raw, convert_to(text, 'UTF8'), '')), 'hex'), '')"
    )
    output_field = CharField()


type Bodies = dict[str, tuple[str, bool]]
"""By digest: the digest of what is there, and whether any of it was erased."""


def _bodies(digests: set[str]) -> Bodies:
    kept = Body.objects.filter(digest__in=digests)
    found = kept.annotate(here=_Digest(F("pk"))).values_list("digest", "here", "erased_at")
    return {digest: (here, erased_at is not None) for digest, here, erased_at in found}


class Written:
    """Told every chain's entries in order, in batches."""

    def __init__(self) -> None:
        self._told: set[UUID] = set()

    def __call__(self, batch: list[Row]) -> Iterator[Broken]:
        """Yield of each chain the first thing that isn't as it was written."""
        named = [(row, digest) for row in batch for digest in _digests(row)]
        bodies = _bodies({digest for _, digest in named})
        for row, digest in named:
            if row.chain not in self._told and (says := self._wrong(row.code, digest, bodies)):
                self._told.add(row.chain)
                yield Broken(row.chain, row.subject, row.number, says)

    def wrong_among(self, digests: set[str]) -> Iterator[tuple[str, str]]:
        """Those of `digests` whose texts aren't as they were written, and what is wrong."""
        bodies = _bodies(digests)
        for digest in sorted(digests):
            if says := self._wrong("", digest, bodies):
                yield digest, says

    def _wrong(self, code: str, digest: str, bodies: Bodies) -> str | None:
        if digest not in bodies:
            return "what was written is gone"
        here, erased = bodies[digest]
        if not erased and here != digest:
            return "what was written was changed"
        if code == BodiesErased.code and not erased:
            return "a text that it erased is there again"
        left = self._on_record.left.get(digest, ()) if erased and here else (here,)
        if here not in left:
            return f"what was {'left of a text' if left else 'written'} was changed"
        if erased and code != BodiesErased.code and not self._on_record.says(digest):
            return "what was written was erased, and no entry says so"
        return None

    @cached_property
    def _on_record(self) -> "Erased":
        return Erased()


class Erased:
    """What entries say was erased; read at the first need, since most houses erase little.

    `left`: by the digest of what was blacked out, the digests of what was left of it.

    Those of an older Buckstop say only how many texts there were: so many may be unnamed.
    """

    def __init__(self) -> None:
        self.left: dict[str, set[str]] = defaultdict(set)
        self._named: set[str] = set()
        self._unnamed = 0
        entries = Entry.objects.filter(code=BodiesErased.code).values_list("content", flat=True)
        for content in entries.iterator():
            said = (read_content(content) or {}).get("fields")
            if not isinstance(said, dict):
                continue
            if "digests" in said:
                named = [str(digest) for digest in said["digests"] or ()]
                self._named.update(named)
                for digest, rest in zip(named, said.get("left") or (), strict=False):
                    self.left[digest].add(str(rest))
            elif isinstance(said.get("count"), int):
                self._unnamed += said["count"]

    def says(self, digest: str) -> bool:
        """Whether an entry says that what was written with `digest` was erased."""
        if digest not in self._named and self._unnamed:
            self._named.add(digest)
            self._unnamed -= 1
        return digest in self._named


def _digests(row: Row) -> list[str]:
    if row.said is None or not isinstance(fields := row.said.get("fields"), dict):
        return []  # changed by hand, as is told already
    return named_in(row.code, fields)
