"""A check for `verify`: what people wrote is there as sealed, or an entry says it was erased."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import BooleanField, F, Func

from buckstop.ledger.entries import BodiesErased, named_in
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.rows import Broken, Row, read_content


class _Holds(Func):
    """Whether a body is what its digest is of, or was erased whole; reckoned by the database."""

    template = (
        "CASE WHEN erased_at IS NULL"
        " THEN encode(pg_catalog.sha256("
        "salt || coalesce(raw, convert_to(text, 'UTF8'), '')), 'hex')"
        " IS NOT DISTINCT FROM digest"
        " ELSE text IS NULL AND raw IS NULL AND salt IS NULL END"
    )
    output_field = BooleanField()


type Bodies = dict[str, tuple[bool, bool]]
"""By digest: whether it holds, and whether it was erased."""


def _bodies(digests: set[str]) -> Bodies:
    kept = Body.objects.filter(digest__in=digests)
    found = kept.annotate(holds=_Holds(F("pk"))).values_list("digest", "holds", "erased_at")
    return {digest: (holds, erased_at is not None) for digest, holds, erased_at in found}


class Written:
    """Told every chain's entries in order, in batches."""

    def __init__(self) -> None:
        self._told: set[UUID] = set()
        self._erased: Erased | None = None

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
        holds, erased = bodies[digest]
        if not holds:
            return "what was written was changed"
        if code == BodiesErased.code:
            return None if erased else "a text that it erased is there again"
        if erased and not self._is_on_record(digest):
            return "what was written was erased, and no entry says so"
        return None

    def _is_on_record(self, digest: str) -> bool:
        if self._erased is None:
            self._erased = Erased()
        return self._erased.says(digest)


class Erased:
    """What entries say was erased; read at the first need, since most houses erase little.

    Those of an older Buckstop say only how many texts there were: so many may be unnamed.
    """

    def __init__(self) -> None:
        self._named: set[str] = set()
        self._unnamed = 0
        entries = Entry.objects.filter(code=BodiesErased.code).values_list("content", flat=True)
        for content in entries.iterator():
            said = (read_content(content) or {}).get("fields")
            if not isinstance(said, dict):
                continue
            if "digests" in said:
                self._named.update(map(str, said["digests"] or ()))
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
