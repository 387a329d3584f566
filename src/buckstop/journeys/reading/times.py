"""In which way the times of a file are written: found in a sample, then read by the engine.

What ISO 8601 says is read as such; else it is one of `FORMATS`, of which those that read as much
differ only in day and month: then the day comes first where nothing says otherwise.
"""

from collections.abc import Sequence

from buckstop.journeys.engine.store import Store

ISO = "ISO 8601"
SECONDS, MILLISECONDS = "seconds since 1970", "milliseconds since 1970"
DAYS = "Excel's days since 1900"
_CLOCKS = ("%H:%M:%S.%f", "%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")
_DATES = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%d %b %Y")
FORMATS = tuple(
    [f"{date}{comma} {clock}" for date in _DATES for clock in _CLOCKS for comma in ("", ",")]
    + list(_DATES)
)

_NUMBER = "regexp_full_match({{text}}, '\\d{{{{{low},{high}}}}}([.,]\\d+)?')"
_READ = {
    ISO: "epoch_us(TRY_CAST({text} AS TIMESTAMPTZ))",
    SECONDS: f"CASE WHEN {_NUMBER.format(low=9, high=10)}"
    " THEN round(TRY_CAST({text} AS DOUBLE) * 1e6)::BIGINT END",
    MILLISECONDS: f"CASE WHEN {_NUMBER.format(low=12, high=13)}"
    " THEN round(TRY_CAST({text} AS DOUBLE) * 1e3)::BIGINT END",
    DAYS: f"CASE WHEN {_NUMBER.format(low=5, high=5)} THEN epoch_us(timezone("
    "current_setting('TimeZone'), TIMESTAMP '1899-12-30' + to_microseconds("
    "round(TRY_CAST(replace({text}, ',', '.') AS DOUBLE) * 86400)::BIGINT * 1000000))) END",
}
HAS_ZONE = "regexp_matches(time, '(Z|z|UTC|GMT|[+-]\\d\\d(:?\\d\\d)?)$') AND length(time) > 10"
NUMBERS = (SECONDS, MILLISECONDS)
"""They mean an instant, whatever the zone."""


def reading(way: str, column: str = "time") -> str:
    """The SQL that makes microseconds of a column's text, or NULL; those that name no zone are of
    the zone of the engine."""
    if way in _READ:
        return _READ[way].format(text=column)
    written = way.replace("'", "''")
    zone = "current_setting('TimeZone')"
    return f"epoch_us(timezone({zone}, try_strptime({column}, '{written}')))"


def found(store: Store, texts: Sequence[str]) -> str:
    """The way in which most of the texts are written; ISO 8601 where none reads any."""
    store.run("CREATE OR REPLACE TEMP TABLE sample AS SELECT unnest(?) AS time", [list(texts)])
    ways = [*_READ, *FORMATS]
    counts = store.one(f"SELECT {', '.join(f'count({reading(way)})' for way in ways)} FROM sample")
    best = max(counts, default=0)
    return next(way for way, count in zip(ways, counts, strict=True) if count == best)
